import type { Language } from '../../i18n/language.js';
import { exposureTexts } from '../../i18n/texts/exposure-texts.js';
import { measureTexts } from '../../i18n/texts/measure-texts.js';
import type { Measure } from '../../wellbeing/exposure/exposure-routes.js';

/** The one choice of a measure; it stands over the charts that follow it, and says so. */
export function MeasureChoice(props: {
  readonly measures: readonly Measure[];
  readonly chosen: string;
  readonly language: Language;
  readonly onChoose: (id: string) => void;
}) {
  const texts = exposureTexts[props.language];
  return (
    <label class="measure-choice no-print">
      {texts.drives}
      <select value={props.chosen} onChange={(event) => props.onChoose(event.currentTarget.value)}>
        {props.measures
          .filter(({ grain }) => grain !== 'block')
          .map(({ id }) => (
            <option key={id} value={id}>
              {measureTexts[props.language][id].name}
            </option>
          ))}
      </select>
    </label>
  );
}
