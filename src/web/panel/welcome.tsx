import { useState } from 'preact/hooks';
import type { SettingsTexts } from '../../i18n/texts/settings-texts.js';
import { lasting } from '../safe-storage.js';
import { Boat } from './breathing/boat.js';

const KEY = 'evenkeel.welcomed';

/** True until the first run has been read or skipped on this computer; false where that could not be remembered. */
export function isFirstRun(): boolean {
  return lasting.isAllowed() && lasting.get(KEY) === null;
}

/** Three short screens, shown once: what it hears, what nobody sees, how to mute. */
export function Welcome(props: { readonly texts: SettingsTexts['welcome']; readonly onDone: () => void }) {
  const { screens, next, start, skip } = props.texts;
  const [at, setAt] = useState(0);
  const isLast = at === screens.length - 1;
  const end = () => {
    lasting.set(KEY, 'yes');
    props.onDone();
  };
  return (
    <section class="state welcome" data-screen={at + 1} data-tone="calm">
      <Boat />
      <h1>{screens[at]?.title}</h1>
      <p>{screens[at]?.line}</p>
      <p class="welcome-count" aria-hidden="true">
        {screens.map(({ title }, index) => (
          <i key={title} data-on={index === at} />
        ))}
      </p>
      <div class="row">
        <button type="button" class="button button-main" onClick={isLast ? end : () => setAt(at + 1)}>
          {isLast ? start : next}
        </button>
        {!isLast && (
          <button type="button" class="button button-quiet" onClick={end}>
            {skip}
          </button>
        )}
      </div>
    </section>
  );
}
