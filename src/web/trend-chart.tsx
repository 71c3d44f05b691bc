/** One point of a trend; `value` null = nothing was measured. */
export type TrendPoint = { readonly label: string; readonly value: number | null };

export type TrendChartProps = {
  readonly title: string;
  readonly unit: string;
  /** How the number is made; behind `formulaName`. */
  readonly formula: string;
  readonly formulaName: string;
  readonly points: readonly TrendPoint[];
  readonly columnName: string;
  readonly tableName: string;
  readonly language: string;
};

const WIDTH = 300;
const HEIGHT = 96;
const LEFT = 8;
const TOP = 14;
const BOTTOM = 18;

/** A line over time with its formula, and the same numbers as a table. */
export function TrendChart({
  title,
  unit,
  formula,
  formulaName,
  points,
  columnName,
  tableName,
  language,
}: TrendChartProps) {
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const top = Math.max(1, ...points.flatMap(({ value }) => value ?? []));
  const x = (index: number) =>
    LEFT + (points.length < 2 ? 0.5 : index / (points.length - 1)) * (WIDTH - 2 * LEFT);
  const y = (value: number) => TOP + (1 - value / top) * (HEIGHT - TOP - BOTTOM);
  const known = points.flatMap(({ value, label }, index) =>
    value === null ? [] : [{ value, label, index }],
  );
  const last = known.at(-1);
  const path = known.map(({ value, index }, at) => `${at === 0 ? 'M' : 'L'}${x(index)} ${y(value)}`).join('');
  return (
    <figure class="trend card">
      <figcaption>
        <h3>{title}</h3>
        <p class="trend-now">
          {last === undefined ? '–' : number.format(last.value)} <small>{unit}</small>
        </p>
      </figcaption>
      <svg class="trend-picture" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
        <line class="trend-axis" x1={LEFT} x2={WIDTH - LEFT} y1={HEIGHT - BOTTOM} y2={HEIGHT - BOTTOM} />
        <text class="trend-label" x={LEFT} y={TOP - 4}>
          {number.format(top)}
        </text>
        <path class="trend-line" d={path} />
        {known.map(({ value, label, index }) => (
          <circle key={label} class="trend-dot" cx={x(index)} cy={y(value)} r="3" />
        ))}
        {points[0] !== undefined && (
          <text class="trend-label" x={LEFT} y={HEIGHT - 4}>
            {points[0].label}
          </text>
        )}
        {points.length > 1 && (
          <text class="trend-label trend-end" x={WIDTH - LEFT} y={HEIGHT - 4}>
            {points.at(-1)?.label}
          </text>
        )}
      </svg>
      <details>
        <summary>{formulaName}</summary>
        <p class="trend-formula">{formula}</p>
      </details>
      <details>
        <summary>{tableName}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{columnName}</th>
              <th scope="col">
                {title}, {unit}
              </th>
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
