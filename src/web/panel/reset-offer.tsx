import type { PanelTexts } from '../../i18n/texts/panel-texts.js';
import type { ResetOffer as Offer } from './panel-state.js';

/** After a hard call: a short reset, offered and skippable, never in the way of the next call. */
export function ResetOffer(props: {
  readonly offer: Offer;
  readonly texts: PanelTexts['reset'];
  readonly onTake: (seconds: number) => void;
  readonly onSkip: () => void;
}) {
  const { offer, texts } = props;
  return (
    <article class="reset">
      <h1>{texts.title}</h1>
      <p>{texts.line}</p>
      <p class="reset-reframing">{reframing(offer.offerId, texts.reframing)}</p>
      <div class="row">
        {offer.seconds.map((seconds, index) => (
          <button
            key={seconds}
            type="button"
            class={index === 0 ? 'button button-main' : 'button'}
            onClick={() => props.onTake(seconds)}
          >
            {texts.seconds.replace('{n}', String(seconds))}
          </button>
        ))}
        <button type="button" class="button button-quiet" onClick={props.onSkip}>
          {texts.skip}
        </button>
      </div>
      <p class="reset-note">{texts.mayHelp}</p>
    </article>
  );
}

/** The same offer says the same line however often it is drawn; the next one says another. */
function reframing(offerId: string, lines: readonly string[]): string {
  let sum = 0;
  for (const character of offerId) sum = (sum * 31 + character.codePointAt(0)!) % 65_521;
  return lines[sum % lines.length] ?? '';
}
