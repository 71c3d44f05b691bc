import type { Language } from '../../i18n/language.js';
import { exposureTexts } from '../../i18n/texts/exposure-texts.js';
import { measureTexts } from '../../i18n/texts/measure-texts.js';
import type { ExposureReport, Measure, MeasureId } from '../../wellbeing/exposure/exposure-routes.js';
import { periodInWords, shownInWords } from './values-in-words.js';

const SHOWN: readonly MeasureId[] = [
  'tenseShare',
  'hardShare',
  'timeBetweenHard',
  'recoveryTime',
  'breakShare',
  'resetsTakenShare',
];

/** What has changed against as many weeks before: published weeks on both sides. */
export function Changes(props: {
  readonly report: ExposureReport;
  readonly before: ExposureReport | null;
  readonly measures: readonly Measure[];
  readonly language: Language;
}) {
  const { report, before, language } = props;
  const texts = exposureTexts[language];
  const measures = SHOWN.flatMap((id) => props.measures.filter((measure) => measure.id === id));
  const said = (of: ExposureReport, { id, unit }: Measure) => shownInWords(unit, of.totals[id], language);
  return (
    <section class="card changes" aria-labelledby="changes-title">
      <h2 id="changes-title">{texts.changes}</h2>
      {before === null || before.coverage.shown === 0 ? (
        <p class="soft">{texts.noBefore}</p>
      ) : (
        <>
          <p class="soft">
            {texts.changesLine
              .replace('{now}', periodInWords(report.weeks, language))
              .replace('{before}', periodInWords(before.weeks, language))}
          </p>
          <table>
            <thead>
              <tr>
                <th scope="col">{texts.measure}</th>
                <th scope="col">{texts.now}</th>
                <th scope="col">{texts.before}</th>
              </tr>
            </thead>
            <tbody>
              {measures.map((measure) => (
                <tr key={measure.id}>
                  <th scope="row">{measureTexts[language][measure.id].name}</th>
                  <td>{said(report, measure)}</td>
                  <td>{said(before, measure)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  );
}
