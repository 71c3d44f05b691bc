import type { Language } from '../../i18n/language.js';
import { absenceTexts } from '../../i18n/texts/absence-texts.js';
import { exposureTexts } from '../../i18n/texts/exposure-texts.js';
import { measureTexts } from '../../i18n/texts/measure-texts.js';
import type { ExposureReport, Measure } from '../../wellbeing/exposure/exposure-routes.js';
import { axisMarks, linear } from '../chart-scale.js';
import { AbsenceNote } from './absence-note.js';
import { MeasureNote } from './measure-note.js';
import { Picture } from './picture.js';
import { periodInWords, rangeInWords, shownInWords, valueInWords } from './values-in-words.js';

const [WIDTH, LEFT, RIGHT, TOP, ROW] = [792, 190, 24, 8, 26];

/** Teams in order of name on one scale: a dot with its range, never a bar to climb and never a rank. */
export function TeamComparison(props: {
  readonly report: ExposureReport;
  readonly measure: Measure;
  readonly language: Language;
}) {
  const { report, measure, language } = props;
  const texts = exposureTexts[language];
  const text = measureTexts[language][measure.id];
  const teams = report.teams.map((team) => ({
    ...team,
    value: team.measures[measure.id] ?? ('hidden' as const),
  }));
  const marks = axisMarks(
    Math.max(0, ...teams.map(({ value }) => (typeof value === 'object' ? (value.high ?? value.value) : 0))),
  );
  const x = linear(marks.at(-1)!, LEFT, WIDTH - RIGHT);
  const height = TOP + teams.length * ROW + 26;
  const inWords = (value: number) => valueInWords(measure.unit, value, language);
  return (
    <Picture
      id="teams"
      title={`${texts.comparison}: ${text.name}`}
      line={texts.comparisonLine}
      folds
      texts={texts}
      period={periodInWords(report.weeks, language)}
      table={[
        [texts.team, text.name, texts.range, texts.weeksShown],
        ...teams.map(({ name, value, weeksShown }) => [
          name,
          shownInWords(measure.unit, value, language),
          rangeInWords(measure.unit, value, language),
          String(weeksShown),
        ]),
      ]}
      note={
        <>
          <AbsenceNote gaps={teams.map(({ value }) => value)} k={report.k} language={language} />
          <MeasureNote measure={text} texts={texts} />
        </>
      }
    >
      <svg class="chart" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={texts.comparison}>
        {marks.map((mark) => (
          <g key={mark}>
            <line x1={x(mark)} x2={x(mark)} y1={TOP} y2={height - 24} class="grid" />
            <text x={x(mark)} y={height - 8} class="axis" text-anchor="middle">
              {inWords(mark)}
            </text>
          </g>
        ))}
        {teams.map(({ teamId, name, value }, row) => {
          const y = TOP + row * ROW + ROW / 2;
          return (
            <g key={teamId}>
              <text x={LEFT - 10} y={y + 4} class="axis" text-anchor="end">
                {name.length > 24 ? `${name.slice(0, 23)}…` : name}
              </text>
              {typeof value === 'string' ? (
                <text x={LEFT + 4} y={y + 4} class="axis soft">
                  {absenceTexts[language][value].word}
                </text>
              ) : (
                <>
                  {value.low !== null && value.high !== null && (
                    <line x1={x(value.low)} x2={x(value.high)} y1={y} y2={y} class="range" />
                  )}
                  <circle cx={x(value.value)} cy={y} r="5" class="dot">
                    <title>{`${name}: ${inWords(value.value)}`}</title>
                  </circle>
                </>
              )}
            </g>
          );
        })}
      </svg>
    </Picture>
  );
}
