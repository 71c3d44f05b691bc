import { escapeHtml } from './escape-html.js';
import type { Span } from './spans.js';

/** Height of a lane in its own units; its width is the call's milliseconds. */
const HEIGHT = 100;

/** What a lane's height stands for. */
export type Range = { readonly low: number; readonly high: number };

/** A number on a lane's axis, and a line across it. */
export type Mark = { readonly value: number; readonly label: string; readonly isThreshold?: boolean };

/** One lane of the picture: its caption and axis on the left, and an SVG that stretches with the zoom. */
export type Lane = {
  readonly caption: string;
  readonly svg: string;
  readonly kind: 'band' | 'curve';
  /** Labels of the axis and where they stand: 0 = top, 100 = bottom. */
  readonly axis: readonly { readonly label: string; readonly topPercent: number }[];
};

/** Stretches in a low lane, each drawn in its class. */
export function bandLane(
  caption: string,
  durationMs: number,
  spans: readonly (Span & { readonly kind: string })[],
): Lane {
  const rects = spans.map(
    ({ fromMs, toMs, kind }) =>
      `<rect class="${kind}" x="${Math.round(fromMs)}" y="0" width="${Math.round(toMs - fromMs)}" height="${HEIGHT}"/>`,
  );
  return { caption, kind: 'band', svg: svg(durationMs, rects.join('')), axis: [] };
}

/** Curves over one axis; `d` is the path in milliseconds and lane units, see {@link laneY}. */
export function curveLane(
  caption: string,
  durationMs: number,
  {
    range,
    marks,
    curves,
  }: {
    readonly range: Range;
    readonly marks: readonly Mark[];
    readonly curves: readonly { readonly kind: string; readonly d: string }[];
  },
): Lane {
  const lines = marks.map(({ value, isThreshold }) => {
    const y = laneY(value, range);
    return `<line class="${isThreshold ? 'threshold' : 'grid'}" x1="0" x2="${Math.ceil(durationMs)}" y1="${y}" y2="${y}"/>`;
  });
  const paths = curves.filter(({ d }) => d !== '').map(({ kind, d }) => `<path class="${kind}" d="${d}"/>`);
  return {
    caption,
    kind: 'curve',
    svg: svg(durationMs, [...lines, ...paths].join('')),
    axis: marks.map(({ value, label }) => ({ label, topPercent: laneY(value, range) })),
  };
}

/** Where a value stands in a lane: 0 = top, 100 = bottom; beyond the range it stands at the edge. */
export function laneY(value: number, { low, high }: Range): number {
  const share = Math.max(0, Math.min(1, (value - low) / (high - low)));
  return Math.round(HEIGHT * 10 * (1 - share)) / 10;
}

/** The lane as HTML. */
export function laneHtml({ caption, svg: picture, kind, axis }: Lane): string {
  const labels = axis
    .map(({ label, topPercent }) => `<span style="top:${topPercent}%">${escapeHtml(label)}</span>`)
    .join('');
  return `<div class="lane ${kind}"><div class="gutter"><p>${escapeHtml(caption)}</p><div class="marks">${labels}</div></div><div class="plot">${picture}</div></div>`;
}

function svg(durationMs: number, content: string): string {
  return `<svg viewBox="0 0 ${Math.ceil(durationMs)} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${content}</svg>`;
}
