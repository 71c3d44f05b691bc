import { useState } from 'preact/hooks';
import type { Language } from '../../i18n/language.js';
import { sayCue } from '../../i18n/say-cue.js';
import type { MyCallsTexts } from '../../i18n/texts/my-calls-texts.js';
import { ownField } from '../../own-field.js';
import type { MyCall } from '../../storage/own-records/my-calls-routes.js';
import { Why } from '../why.js';

/** One of the agent's own calls: what it was like, which cues came and why, a private note, and its deletion. */
export function CallCard(props: {
  readonly call: MyCall;
  readonly texts: MyCallsTexts;
  readonly language: Language;
  /** True when the note is kept. */
  readonly onNote: (text: string) => Promise<boolean>;
  readonly onDelete: () => void;
}) {
  const { call, texts, language } = props;
  const [saved, setSaved] = useState(false);
  const [asking, setAsking] = useState(false);
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const minutes = Math.max(1, Math.round((call.endedAt - call.startedAt) / 60_000));
  const coverage = ownField(texts.coverage, call.coverage);
  const noteId = `note-${call.id}`;
  return (
    <li class="call card">
      <div class="call-head">
        <h3>
          <time dateTime={new Date(call.startedAt).toISOString()}>{when.format(call.startedAt)}</time>
        </h3>
        <p class="quiet">
          {texts.minutes.replace('{n}', String(minutes))} ·{' '}
          {texts.tense.replace('{n}', String(Math.round(call.tenseMs / 1000)))}
        </p>
        <p class="call-strain">
          <meter min={0} max={100} value={call.strain} aria-label={texts.strain} />
          {texts.strain} {call.strain}
          {call.hard && <span class="tag">{texts.hard}</span>}
        </p>
      </div>
      {coverage !== undefined && <p class="quiet">{coverage}</p>}
      {call.cues.length === 0 ? (
        <p class="quiet">{texts.noCues}</p>
      ) : (
        <ul class="cues">
          {call.cues.map((cue) => {
            const { title, reason, numbers } = sayCue(cue, language);
            const verdict = cue.verdicts.find((word) => word !== 'seen');
            return (
              <li key={cue.cueId}>
                <strong>{title}</strong> <Why label={texts.why} reason={reason} numbers={numbers} />
                {verdict !== undefined && (
                  <span class="tag">
                    {texts.verdicts[verdict as keyof MyCallsTexts['verdicts']] ?? verdict}
                  </span>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {call.resets.length > 0 && (
        <p class="quiet">
          {call.resets
            .map(({ outcome }) => texts.resets[outcome as keyof MyCallsTexts['resets']] ?? outcome)
            .join(' · ')}
        </p>
      )}
      <div class="call-foot">
        <label class="quiet" for={noteId}>
          {texts.note}
        </label>
        <input
          id={noteId}
          class="note"
          maxLength={280}
          defaultValue={call.note ?? ''}
          onInput={() => setSaved(false)}
          onChange={async (event) => {
            setSaved(await props.onNote(event.currentTarget.value));
          }}
        />
        <span class="quiet" role="status">
          {saved ? texts.saved : ''}
        </span>
        <button type="button" class="button button-quiet" onClick={() => setAsking(true)}>
          {texts.deleteCall}
        </button>
      </div>
      {asking && (
        <div class="ask card" role="alertdialog" aria-label={texts.deleteCall}>
          <p>{texts.deleteCallAsk}</p>
          <div class="row">
            <button type="button" class="button button-main" onClick={props.onDelete}>
              {texts.deleteYes}
            </button>
            <button type="button" class="button" onClick={() => setAsking(false)}>
              {texts.keep}
            </button>
          </div>
        </div>
      )}
    </li>
  );
}
