import type { ExposureTexts } from '../../i18n/texts/exposure-texts.js';
import type { MeasureText } from '../../i18n/texts/measure-texts.js';

/** Formula and caveat, printed where the measure is shown. */
export function MeasureNote({
  measure,
  texts,
}: {
  readonly measure: MeasureText;
  readonly texts: ExposureTexts;
}) {
  return (
    <dl class="measure-note">
      <dt>{texts.formula}</dt>
      <dd>
        {measure.name} = {measure.formula}
      </dd>
      <dt>{texts.caveat}</dt>
      <dd>{measure.caveat}</dd>
    </dl>
  );
}
