import type { Language } from '../../i18n/language.js';
import { sayCue } from '../../i18n/say-cue.js';
import { cueTexts } from '../../i18n/texts/cue-texts.js';
import type { PanelTexts } from '../../i18n/texts/panel-text-shape.js';
import { Why } from '../why.js';
import type { ResetOffer as Offer } from './panel-state.js';

/** After a hard call: a short reset, offered and skippable, never in the way of the next call. */
export function ResetOffer(props: {
  readonly offer: Offer;
  readonly language: Language;
  readonly texts: PanelTexts;
  readonly onTake: (seconds: number) => void;
  readonly onSkip: () => void;
}) {
  const { offer, language, texts } = props;
  const { title, advice, reason, numbers } = sayCue({ kind: 'reset', reason: offer.reason }, language);
  return (
    <article class="reset">
      <h1>{title}</h1>
      <p>{advice}</p>
      <p class="reset-reframing">{reframing(offer.offerId, cueTexts[language].reframing)}</p>
      <div class="row">
        {offer.seconds.map((seconds, index) => (
          <button
            key={seconds}
            type="button"
            class={index === 0 ? 'button button-main' : 'button'}
            onClick={() => props.onTake(seconds)}
          >
            {texts.reset.seconds.replace('{n}', String(seconds))}
          </button>
        ))}
        <button type="button" class="button button-quiet" onClick={props.onSkip}>
          {texts.reset.skip}
        </button>
      </div>
      <p class="reset-note reset-may-help">{texts.reset.mayHelp}</p>
      <Why label={texts.why} reason={reason} numbers={numbers} />
    </article>
  );
}

/** The same offer says the same line however often it is drawn; the next one says another. */
function reframing(offerId: string, lines: readonly string[]): string {
  let sum = 0;
  for (const character of offerId) sum = (sum * 31 + character.codePointAt(0)!) % 65_521;
  return lines[sum % lines.length] ?? '';
}
