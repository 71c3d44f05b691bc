import { useState } from 'preact/hooks';
import type { MyCallsTexts } from '../../i18n/texts/my-calls-texts.js';
import { AskFirst } from './ask-first.js';

/** The agent's own data as a file, and the way to have all of it deleted. */
export function OwnDataButtons(props: {
  readonly texts: MyCallsTexts;
  readonly onSave: (format: 'json' | 'csv') => void;
  /** Resolves when it has been done, or has been said not to be. */
  readonly onDeleteAll: () => Promise<unknown>;
}) {
  const { texts } = props;
  const [asking, setAsking] = useState(false);
  return (
    <>
      <div class="row">
        <button type="button" class="button" onClick={() => props.onSave('csv')}>
          {texts.export} CSV
        </button>
        <button type="button" class="button" onClick={() => props.onSave('json')}>
          {texts.export} JSON
        </button>
        <button type="button" class="button" onClick={() => setAsking(true)}>
          {texts.deleteAll}
        </button>
      </div>
      {asking && (
        <AskFirst
          label={texts.deleteAll}
          question={texts.deleteAllAsk}
          texts={texts}
          onYes={() => void props.onDeleteAll().then(() => setAsking(false))}
          onKeep={() => setAsking(false)}
        />
      )}
    </>
  );
}
