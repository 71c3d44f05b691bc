/** One measure as a number with its unit and what it is compared with, and a bar from the middle: to the right is above the start. */
export function Gauge(props: {
  readonly name: string;
  readonly unit: string;
  readonly formula: string;
  /** The value at which the bar is full. */
  readonly span: number;
  readonly value: number | null;
  readonly say: (value: number) => string;
}) {
  const { name, unit, formula, span, value, say } = props;
  const length = value === null ? 0 : Math.max(-1, Math.min(1, value / span)) * 50;
  return (
    <div class="card gauge">
      <h2>{name}</h2>
      <p class="gauge-value">
        {value === null ? (
          '–'
        ) : (
          <>
            {say(value)} <small>{unit}</small>
          </>
        )}
      </p>
      <svg class="gauge-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
        <rect class="gauge-rail" width="100" height="4" />
        <rect class="gauge-fill" x={Math.min(50, 50 + length)} width={Math.abs(length)} height="4" />
      </svg>
      <p class="quiet">{formula}</p>
    </div>
  );
}
