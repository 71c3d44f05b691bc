import type { ExposureTexts } from '../../i18n/texts/exposure-texts.js';
import type { MeasureText } from '../../i18n/texts/measure-texts.js';

/** Formula and caveat, behind an "i" on the screen and printed in full. */
export function MeasureNote({
  measure,
  texts,
}: {
  readonly measure: MeasureText;
  readonly texts: ExposureTexts;
}) {
  return (
    <details class="info">
      <summary>
        <span aria-hidden="true">i</span>
        <span class="visually-hidden">{texts.about.replace('{name}', measure.name)}</span>
      </summary>
      <dl class="measure-note">
        <dt>{texts.formula}</dt>
        <dd>
          {measure.name} = {measure.formula}
        </dd>
        <dt>{texts.caveat}</dt>
        <dd>{measure.caveat}</dd>
      </dl>
    </details>
  );
}
