import type { Language } from '../../i18n/language.js';
import { absenceTexts } from '../../i18n/texts/absence-texts.js';
import { exposureTexts } from '../../i18n/texts/exposure-texts.js';
import { measureTexts } from '../../i18n/texts/measure-texts.js';
import type { ExposureReport, Measure, Shown } from '../../wellbeing/exposure/exposure-routes.js';
import { Chart, type ChartRoom } from '../chart.js';
import { axisMarks, linear } from '../chart-scale.js';
import { labelled } from '../marks.js';
import { AbsenceNote } from './absence-note.js';
import { MeasureNote } from './measure-note.js';
import { Picture } from './picture.js';
import { periodInWords, rangeInWords, shownInWords, valueInWords } from './values-in-words.js';

const [LEFT, RIGHT, TOP, ROW] = [190, 24, 8, 26];
/** A name above its row takes so much more, pixels. */
const NAME_H = 16;

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
  const rowIn = ({ isNarrow }: ChartRoom) => (isNarrow ? ROW + NAME_H : ROW);
  const heightIn = (room: ChartRoom) => TOP + teams.length * rowIn(room) + 26;
  const inWords = (value: number) => valueInWords(measure.unit, value, language);
  return (
    <Picture
      id="teams"
      title={labelled(texts.comparison, text.name, language)}
      line={texts.comparisonLine}
      folds
      texts={texts}
      language={language}
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
      <Chart label={texts.comparison} heightIn={heightIn}>
        {(room) => {
          const left = room.isNarrow ? 8 : LEFT;
          const x = linear(marks.at(-1)!, left, room.width - RIGHT);
          const height = heightIn(room);
          return (
            <>
              {marks.map((mark) => (
                <g key={mark}>
                  <line x1={x(mark)} x2={x(mark)} y1={TOP} y2={height - 24} class="grid" />
                  <text x={x(mark)} y={height - 8} class="axis" text-anchor={mark === 0 ? 'start' : 'middle'}>
                    {inWords(mark)}
                  </text>
                </g>
              ))}
              {teams.map((team, row) => (
                <Team
                  key={team.teamId}
                  team={team}
                  bottom={TOP + (row + 1) * rowIn(room)}
                  left={left}
                  isNarrow={room.isNarrow}
                  x={x}
                  language={language}
                  inWords={inWords}
                />
              ))}
            </>
          );
        }}
      </Chart>
    </Picture>
  );
}

function Team(props: {
  readonly team: { readonly name: string; readonly value: Shown };
  readonly bottom: number;
  readonly left: number;
  readonly isNarrow: boolean;
  readonly x: (value: number) => number;
  readonly language: Language;
  readonly inWords: (value: number) => string;
}) {
  const { bottom, left, isNarrow, x, language, inWords } = props;
  const { name, value } = props.team;
  const y = bottom - ROW / 2;
  return (
    <g>
      {isNarrow ? (
        <text x={left} y={y - ROW / 2 + 2} class="axis">
          {name}
        </text>
      ) : (
        <text x={left - 10} y={y + 4} class="axis" text-anchor="end">
          {name.length > 24 ? `${name.slice(0, 23)}…` : name}
        </text>
      )}
      {typeof value === 'string' ? (
        <text x={left + 4} y={y + 4} class="axis soft">
          {absenceTexts[language][value].word}
        </text>
      ) : (
        <>
          {value.low !== null && value.high !== null && (
            <line x1={x(value.low)} x2={x(value.high)} y1={y} y2={y} class="range" />
          )}
          <circle cx={x(value.value)} cy={y} r="5" class="dot">
            <title>{labelled(name, inWords(value.value), language)}</title>
          </circle>
        </>
      )}
    </g>
  );
}
