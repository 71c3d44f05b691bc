import type { LoadRun } from './load-run.js';

const WIDTH = 640;
const HEIGHT = 260;
const MARGIN = { left: 56, right: 16, top: 28, bottom: 36 };

/** One chart of the page: what it plots over the number of calls, and the line that it should stay under. */
type Chart = {
  readonly title: string;
  readonly unit: string;
  readonly limit: number;
  readonly value: (run: LoadRun) => number | null;
};

const CHARTS: readonly Chart[] = [
  {
    title: 'CPU seconds per second of a stereo call',
    unit: 's',
    limit: 0.004,
    value: ({ cpuSecondsPerCallSecond }) => cpuSecondsPerCallSecond,
  },
  {
    title: 'last needed sample sent → cue read at the desktop, p95',
    unit: 'ms',
    limit: 300,
    value: ({ cueLatencyMs }) => cueLatencyMs.p95,
  },
];

/** The measured curves as one SVG image, one chart below the other. */
export function loadPlot(runs: readonly LoadRun[]): string {
  const charts = CHARTS.map((chart, index) => drawChart(chart, runs, index * HEIGHT));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${CHARTS.length * HEIGHT}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="white"/>
${charts.join('\n')}
</svg>
`;
}

function drawChart({ title, unit, limit, value }: Chart, runs: readonly LoadRun[], top: number): string {
  const points = runs.flatMap((run) => {
    const y = value(run);
    return y === null ? [] : [{ x: run.calls, y }];
  });
  const mostX = Math.max(1, ...points.map(({ x }) => x));
  const mostY = 1.1 * Math.max(limit, ...points.map(({ y }) => y));
  const atX = (x: number) => MARGIN.left + (x / mostX) * (WIDTH - MARGIN.left - MARGIN.right);
  const atY = (y: number) =>
    top + HEIGHT - MARGIN.bottom - (y / mostY) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const line = points.map(({ x, y }) => `${atX(x).toFixed(1)},${atY(y).toFixed(1)}`).join(' ');
  const dots = points.map(
    ({ x, y }) =>
      `<circle cx="${atX(x).toFixed(1)}" cy="${atY(y).toFixed(1)}" r="3" fill="#245"><title>${x} calls: ${y} ${unit}</title></circle>
<text x="${atX(x).toFixed(1)}" y="${top + HEIGHT - MARGIN.bottom + 16}" text-anchor="middle">${x}</text>`,
  );
  return `<text x="${MARGIN.left}" y="${top + 18}" font-weight="bold">${title}</text>
<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${atY(0)}" y2="${atY(0)}" stroke="#888"/>
<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${atY(limit).toFixed(1)}" y2="${atY(limit).toFixed(1)}" stroke="#b33" stroke-dasharray="5 4"/>
<text x="${MARGIN.left - 6}" y="${(atY(limit) + 4).toFixed(1)}" text-anchor="end" fill="#b33">${limit} ${unit}</text>
<text x="${MARGIN.left - 6}" y="${atY(0)}" text-anchor="end">0</text>
<polyline points="${line}" fill="none" stroke="#245" stroke-width="2"/>
${dots.join('\n')}
<text x="${WIDTH - MARGIN.right}" y="${top + HEIGHT - 6}" text-anchor="end">calls</text>`;
}
