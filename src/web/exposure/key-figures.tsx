import type { Language } from '../../i18n/language.js';
import { exposureTexts } from '../../i18n/texts/exposure-texts.js';
import { measureTexts } from '../../i18n/texts/measure-texts.js';
import type { ExposureReport, Measure, MeasureId } from '../../wellbeing/exposure/exposure-routes.js';
import { MeasureNote } from './measure-note.js';
import { rangeInWords, valueInWords } from './values-in-words.js';

const SHOWN: readonly MeasureId[] = [
  'tenseShare',
  'hardShare',
  'timeBetweenHard',
  'recoveryTime',
  'breakShare',
  'resetsTakenShare',
  'handleTime',
  'quietShare',
];

/** The range of weeks in eight figures, each with its formula and what it does not say. */
export function KeyFigures(props: {
  readonly report: ExposureReport;
  readonly measures: readonly Measure[];
  readonly language: Language;
}) {
  const { report, language } = props;
  const texts = exposureTexts[language];
  const measures = SHOWN.flatMap((id) => props.measures.filter((measure) => measure.id === id));
  return (
    <section class="key-figures" aria-label={texts.keyFigures}>
      {measures.map(({ id, unit }) => {
        const value = report.totals[id] ?? null;
        const range = value === null ? '' : rangeInWords(unit, value, language);
        return (
          <article class="card key-figure" key={id}>
            <h2>{measureTexts[language][id].name}</h2>
            <p class="figure">
              {value === null ? texts.notShown : valueInWords(unit, value.value, language, 1)}
            </p>
            <p class="soft">{range === '' ? '' : `${texts.range}: ${range}`}</p>
            <MeasureNote measure={measureTexts[language][id]} texts={texts} />
          </article>
        );
      })}
    </section>
  );
}
