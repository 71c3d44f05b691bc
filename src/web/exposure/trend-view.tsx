import type { Language } from '../../i18n/language.js';
import { exposureTexts } from '../../i18n/texts/exposure-texts.js';
import { measureTexts } from '../../i18n/texts/measure-texts.js';
import type { ExposureReport, Measure } from '../../wellbeing/exposure/exposure-routes.js';
import { labelled } from '../marks.js';
import { AbsenceNote } from './absence-note.js';
import { MeasureNote } from './measure-note.js';
import { Picture } from './picture.js';
import { TrendLines } from './trend-lines.js';
import { periodInWords, rangeInWords, shownInWords, valueInWords, weekInWords } from './values-in-words.js';

/** One measure, week by week. */
export function TrendView(props: {
  readonly report: ExposureReport;
  readonly measure: Measure;
  readonly language: Language;
}) {
  const { report, measure, language } = props;
  const texts = exposureTexts[language];
  const text = measureTexts[language][measure.id];
  const points = report.trend.map(({ week, measures }) => ({
    week,
    value: measures[measure.id] ?? 'hidden',
  }));
  return (
    <Picture
      id="trend"
      title={labelled(texts.trend, text.name, language)}
      line={texts.trendLine}
      texts={texts}
      language={language}
      period={periodInWords(report.weeks, language)}
      table={[
        [texts.week, text.name, texts.range],
        ...points.map(({ week, value }) => [
          weekInWords(week, language),
          shownInWords(measure.unit, value, language),
          rangeInWords(measure.unit, value, language),
        ]),
      ]}
      note={
        <>
          <AbsenceNote gaps={points.map(({ value }) => value)} k={report.k} language={language} />
          <MeasureNote measure={text} texts={texts} />
        </>
      }
    >
      <TrendLines
        points={points.map(({ week, value }) => ({ label: weekInWords(week, language), value }))}
        label={labelled(texts.trend, text.name, language)}
        language={language}
        inWords={(value) => valueInWords(measure.unit, value, language)}
      />
    </Picture>
  );
}
