import type { Language } from '../../i18n/language.js';
import { exposureTexts } from '../../i18n/texts/exposure-texts.js';
import { measureTexts } from '../../i18n/texts/measure-texts.js';
import type { ExposureReport, Measure, MeasureId } from '../../wellbeing/exposure/exposure-routes.js';
import { AbsenceNote } from './absence-note.js';
import { MeasureNote } from './measure-note.js';
import { Picture } from './picture.js';
import { TrendLines } from './trend-lines.js';
import { periodInWords, shownInWords, valueInWords, weekInWords } from './values-in-words.js';

const SHOWN: readonly MeasureId[] = ['recoveryTime', 'recoveredShare', 'breakShare', 'resetsTakenShare'];

/** Do callers calm down, and is there room for a pause: four small lines, each with its own scale from zero. */
export function RecoveryView(props: {
  readonly report: ExposureReport;
  readonly measures: readonly Measure[];
  readonly language: Language;
}) {
  const { report, language } = props;
  const texts = exposureTexts[language];
  const measures = SHOWN.flatMap((id) => props.measures.filter((measure) => measure.id === id));
  return (
    <Picture
      id="recovery"
      title={texts.recovery}
      line={texts.recoveryLine}
      folds
      texts={texts}
      language={language}
      period={periodInWords(report.weeks, language)}
      table={[
        [texts.week, ...measures.map(({ id }) => measureTexts[language][id].name)],
        ...report.trend.map((point) => [
          weekInWords(point.week, language),
          ...measures.map(({ id, unit }) => shownInWords(unit, point.measures[id], language)),
        ]),
      ]}
      note={
        <AbsenceNote
          gaps={report.trend.flatMap((point) => measures.map(({ id }) => point.measures[id]))}
          k={report.k}
          language={language}
        />
      }
    >
      <div class="small-charts">
        {measures.map(({ id, unit }) => (
          <section key={id}>
            <h3>{measureTexts[language][id].name}</h3>
            <TrendLines
              points={report.trend.map((point) => ({
                label: weekInWords(point.week, language),
                value: point.measures[id] ?? 'hidden',
              }))}
              label={measureTexts[language][id].name}
              language={language}
              inWords={(value) => valueInWords(unit, value, language)}
              height={180}
            />
            <MeasureNote measure={measureTexts[language][id]} texts={texts} />
          </section>
        ))}
      </div>
    </Picture>
  );
}
