import type { Language } from '../../i18n/language.js';
import { sayCue } from '../../i18n/say-cue.js';
import { tryTexts } from '../../i18n/texts/try-texts.js';
import type { HeardCue } from './view-history.js';

/** The cues so far, newest first, with their reasons in words and numbers. */
export function HeardCues(props: { readonly cues: readonly HeardCue[]; readonly language: Language }) {
  const { cues, language } = props;
  const texts = tryTexts[language];
  return (
    <section aria-labelledby="cues">
      <h2 id="cues">{texts.cues}</h2>
      {cues.length === 0 && <p class="quiet">{texts.noCues}</p>}
      <ol class="try-cues">
        {cues.map((cue) => {
          const { title, advice, reason, numbers } = sayCue(cue, language);
          return (
            <li key={cue.atMs} class="card">
              <strong>{title}</strong> {advice}{' '}
              <span class="quiet">{texts.why.replace('{reason}', reason).replace('{numbers}', numbers)}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
