import type { Language } from '../i18n/language.js';
import { unitAfter } from '../i18n/unit-after.js';
import { Chart } from './chart.js';
import { axisMarks } from './chart-scale.js';

/** One point of a trend; `value` null = nothing was measured. */
export type TrendPoint = { readonly label: string; readonly value: number | null };

export type TrendChartProps = {
  readonly title: string;
  readonly unit: string;
  /** Where the axis ends whatever the values are; null = at the next round number. */
  readonly most: number | null;
  /** How the number is made; behind `formulaName`. */
  readonly formula: string;
  readonly formulaName: string;
  readonly points: readonly TrendPoint[];
  readonly columnName: string;
  readonly tableName: string;
  readonly language: Language;
};

const [USUAL_WIDTH, HEIGHT] = [340, 150];
const [LEFT, RIGHT, TOP, BOTTOM] = [34, 14, 22, 22];
/** Room for the date of a week, pixels. */
const LABEL_W = 68;

/** A line over time with its formula, and the same numbers as a table. */
export function TrendChart(props: TrendChartProps) {
  const { title, unit, points, columnName } = props;
  const number = new Intl.NumberFormat(props.language, { maximumFractionDigits: 1 });
  const last = points.findLast(({ value }) => value !== null);
  return (
    <figure class="trend card">
      <figcaption>
        <h3>{title}</h3>
        <p class="trend-now">
          {last?.value == null ? '–' : number.format(last.value)}
          <small>{unitAfter(unit, props.language)}</small>
        </p>
      </figcaption>
      <TrendPicture title={title} points={points} most={props.most} unit={unit} number={number} />
      <details>
        <summary>{props.formulaName}</summary>
        <p class="trend-formula">{props.formula}</p>
      </details>
      <details>
        <summary>{props.tableName}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{columnName}</th>
              <th scope="col">{props.language === 'en' ? `${title}, ${unit}` : `${title}（${unit}）`}</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ label, value }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{value === null ? '–' : number.format(value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

/** The line between its axes: round numbers from zero with their unit, and the weeks by date. */
function TrendPicture(props: Drawn) {
  return (
    <Chart label={props.title} class="trend-picture" usualWidth={USUAL_WIDTH} heightIn={() => HEIGHT}>
      {({ width }) => <Lines {...props} width={width} />}
    </Chart>
  );
}

type Drawn = {
  readonly title: string;
  readonly points: readonly TrendPoint[];
  readonly most: number | null;
  readonly unit: string;
  readonly number: Intl.NumberFormat;
};

function Lines(props: Drawn & { readonly width: number }) {
  const { points, number, width } = props;
  const values = points.flatMap(({ value }) => value ?? []);
  const marks = axisMarks(props.most ?? Math.max(0, ...values));
  const top = marks.at(-1)!;
  const x = (index: number) =>
    LEFT + (points.length < 2 ? 0.5 : index / (points.length - 1)) * (width - LEFT - RIGHT);
  const y = (value: number) => TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM);
  const known = points.flatMap(({ value, label }, index) =>
    value === null ? [] : [{ value, label, index }],
  );
  const path = known.map(({ value, index }, at) => `${at === 0 ? 'M' : 'L'}${x(index)} ${y(value)}`).join('');
  const every = Math.ceil((points.length * LABEL_W) / (width - LEFT - RIGHT));
  return (
    <>
      <text class="trend-label" x={0} y={TOP - 10}>
        {props.unit}
      </text>
      {marks.map((mark) => (
        <g key={mark}>
          <line class="trend-axis" x1={LEFT} x2={width - RIGHT} y1={y(mark)} y2={y(mark)} />
          <text class="trend-label trend-end" x={LEFT - 6} y={y(mark) + 4}>
            {number.format(mark)}
          </text>
        </g>
      ))}
      <path class="trend-line" d={path} />
      {known.map(({ value, label, index }) => (
        <circle key={label} class="trend-dot" cx={x(index)} cy={y(value)} r="3" />
      ))}
      {points.map(({ label }, index) =>
        (points.length - 1 - index) % every === 0 ? (
          <text
            key={label}
            class={index === points.length - 1 ? 'trend-label trend-end' : 'trend-label trend-middle'}
            x={index === points.length - 1 ? width : x(index)}
            y={HEIGHT - 4}
          >
            {label}
          </text>
        ) : null,
      )}
    </>
  );
}
