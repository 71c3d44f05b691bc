import type { Language } from '../../i18n/language.js';
import { absenceTexts } from '../../i18n/texts/absence-texts.js';
import type { MeasureValue, Shown } from '../../wellbeing/exposure/exposure-routes.js';
import { Chart } from '../chart.js';
import { axisMarks, linear } from '../chart-scale.js';
import { labelled } from '../marks.js';
import { AbsencePattern } from './absence-note.js';

export type TrendPoint = { readonly label: string; readonly value: Shown };

const [LEFT, RIGHT, TOP, BOTTOM] = [64, 12, 12, 30];
/** Room for the date of a week, pixels. */
const LABEL_W = 72;

/** A line with its 95 % band; weeks without a number break the line, and their gap says which kind it is. */
export function TrendLines(props: {
  readonly points: readonly TrendPoint[];
  readonly label: string;
  readonly language: Language;
  readonly inWords: (value: number) => string;
  readonly height?: number;
}) {
  const { height = 240 } = props;
  return (
    <Chart label={props.label} heightIn={() => height}>
      {({ width }) => <Lines {...props} width={width} height={height} />}
    </Chart>
  );
}

function Lines(props: {
  readonly points: readonly TrendPoint[];
  readonly language: Language;
  readonly inWords: (value: number) => string;
  readonly width: number;
  readonly height: number;
}) {
  const { points, inWords, width, height } = props;
  const top = Math.max(
    0,
    ...points.map(({ value }) => (typeof value === 'object' ? (value.high ?? value.value) : 0)),
  );
  const marks = axisMarks(top);
  const y = linear(marks.at(-1)!, height - BOTTOM, TOP);
  const step = (width - LEFT - RIGHT) / Math.max(1, points.length - 1);
  const x = (index: number) => LEFT + index * step;
  const every = Math.max(1, Math.ceil((points.length * LABEL_W) / (width - LEFT - RIGHT)));
  return (
    <>
      {marks.map((mark) => (
        <g key={mark}>
          <line x1={LEFT} x2={width - RIGHT} y1={y(mark)} y2={y(mark)} class="grid" />
          <text x={LEFT - 8} y={y(mark) + 4} class="axis" text-anchor="end">
            {inWords(mark)}
          </text>
        </g>
      ))}
      <Gaps points={points} language={props.language} x={x} step={step} height={height} />
      {runsOf(points).map((run) => (
        <g key={run[0]!.index}>
          <path d={bandPath(run, x, y)} class="band" />
          <polyline
            points={run.map(({ index, value }) => `${x(index)},${y(value.value)}`).join(' ')}
            class="line"
          />
          {run.map(({ index, value }) => (
            <circle key={index} cx={x(index)} cy={y(value.value)} r="3.5" class="dot">
              <title>{labelled(points[index]!.label, inWords(value.value), props.language)}</title>
            </circle>
          ))}
        </g>
      ))}
      {points.map(({ label: name }, index) =>
        index % every === 0 ? (
          <text
            key={name}
            x={x(index)}
            y={height - 10}
            class="axis"
            text-anchor={index === 0 ? 'start' : x(index) > width - 40 ? 'end' : 'middle'}
          >
            {name}
          </text>
        ) : null,
      )}
    </>
  );
}

/** A week without a number: a column in the look of its kind of gap. */
function Gaps(props: {
  readonly points: readonly TrendPoint[];
  readonly language: Language;
  readonly x: (index: number) => number;
  readonly step: number;
  readonly height: number;
}) {
  const width = Math.min(props.step, 36) - 4;
  const last = props.x(props.points.length - 1);
  return (
    <>
      <AbsencePattern />
      {props.points.map(({ label, value }, index) =>
        typeof value === 'string' ? (
          <rect
            key={label}
            x={Math.max(LEFT, Math.min(props.x(index) - width / 2, last - width))}
            y={TOP}
            width={width}
            height={props.height - TOP - BOTTOM}
            rx="3"
            class={`gap-${value}`}
          >
            <title>{labelled(label, absenceTexts[props.language][value].word, props.language)}</title>
          </rect>
        ) : null,
      )}
    </>
  );
}

type Drawn = { readonly index: number; readonly value: MeasureValue };

/** Neighbouring weeks that are shown. */
function runsOf(points: readonly TrendPoint[]): ReadonlyArray<readonly Drawn[]> {
  const runs: Drawn[][] = [];
  let last = -2;
  for (const [index, { value }] of points.entries()) {
    if (typeof value === 'string') continue;
    if (index !== last + 1) runs.push([]);
    runs.at(-1)!.push({ index, value });
    last = index;
  }
  return runs;
}

function bandPath(run: readonly Drawn[], x: (index: number) => number, y: (value: number) => number): string {
  const known = run.filter(({ value }) => value.low !== null && value.high !== null);
  if (known.length < 2) return '';
  const over = known.map(({ index, value }) => `${x(index)},${y(value.high!)}`);
  const under = known.map(({ index, value }) => `${x(index)},${y(value.low!)}`).reverse();
  return `M${[...over, ...under].join('L')}Z`;
}
