/** Height of a lane that holds curves, in the picture's own units. */
export const LANE_HEIGHT = 44;
/** Width of the picture. */
export const LANE_WIDTH = 600;
/** A curve is not joined over a pause longer than this. */
const LONGEST_JOIN_MS = 1_500;

export type LaneRange = { readonly low: number; readonly high: number };
export type CurvePoint = readonly [atMs: number, value: number | null];

/** One value over time; what is above or below its range runs along the edge. */
export function LiveCurve(props: {
  readonly kind: 'line' | 'evidence' | 'anger' | 'anxiety';
  readonly points: readonly CurvePoint[];
  readonly range: LaneRange;
  readonly xOf: (ms: number) => number;
}) {
  const { kind, points, range, xOf } = props;
  let drawn = '';
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const [atMs, value] of points) {
    if (value === null) continue;
    const pen = atMs - lastMs > LONGEST_JOIN_MS ? 'M' : 'L';
    drawn += `${pen}${xOf(atMs).toFixed(1)} ${yOf(value, range)}`;
    lastMs = atMs;
  }
  return <path class={`live-${kind}`} d={drawn} />;
}

/** A straight line to hold a curve against. */
export function LiveMark(props: {
  readonly kind: 'grid' | 'alarm';
  readonly value: number;
  readonly range: LaneRange;
}) {
  const y = yOf(props.value, props.range);
  return <line class={`live-${props.kind}`} x1="0" x2={LANE_WIDTH} y1={y} y2={y} />;
}

function yOf(value: number, { low, high }: LaneRange): number {
  const share = Math.max(0, Math.min(1, (value - low) / (high - low)));
  return Math.round(10 * LANE_HEIGHT * (1 - share)) / 10;
}
