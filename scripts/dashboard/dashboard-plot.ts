import type { DashboardPanel } from './dashboard-panels.js';
import type { Series } from './prometheus-server.js';

/** A picture and what Prometheus answered to each of its expressions. */
export type AnsweredPanel = DashboardPanel & {
  readonly series: ReadonlyArray<Series & { readonly name: string }>;
};

const [COLUMNS, WIDTH, HEIGHT] = [3, 420, 210];
const BOX = { left: 64, right: 12, top: 30, bottom: 54 };
const COLOURS = ['#1c6a72', '#b3541e', '#5b4b9a', '#2f7d32', '#a02c5a', '#6b6b00', '#3a5fa8', '#7a4a2a'];

/** All panels side by side as one SVG image, each with the lines that its expressions gave. */
export function dashboardPlot(panels: readonly AnsweredPanel[]): string {
  const rows = Math.ceil(panels.length / COLUMNS);
  const drawn = panels.map((panel, at) => {
    const [x, y] = [(at % COLUMNS) * WIDTH, Math.floor(at / COLUMNS) * HEIGHT];
    return `<g transform="translate(${x} ${y})">${panel.isStat ? drawStat(panel) : drawLines(panel)}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${COLUMNS * WIDTH}" height="${rows * HEIGHT}" font-family="sans-serif" font-size="11">
<rect width="100%" height="100%" fill="white"/>
${drawn.join('\n')}
</svg>
`;
}

function drawStat(panel: AnsweredPanel): string {
  const last = panel.series[0]?.points.at(-1)?.[1];
  const text = last === undefined ? 'No data' : inUnit(last, panel.unit);
  return `${heading(panel)}<text x="${WIDTH / 2}" y="${HEIGHT / 2 + 12}" font-size="36" text-anchor="middle">${escaped(text)}</text>`;
}

function drawLines(panel: AnsweredPanel): string {
  const points = panel.series.flatMap((one) => one.points);
  if (points.length === 0)
    return `${heading(panel)}<text x="${WIDTH / 2}" y="${HEIGHT / 2}" text-anchor="middle">No data</text>`;
  const times = points.map(([at]) => at);
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const most = 1.1 * Math.max(...points.map(([, value]) => value)) || 1;
  const x = (at: number) =>
    BOX.left + ((at - first) / Math.max(1, last - first)) * (WIDTH - BOX.left - BOX.right);
  const y = (value: number) => HEIGHT - BOX.bottom - (value / most) * (HEIGHT - BOX.top - BOX.bottom);
  const lines = panel.series.map((one, at) => {
    const path = one.points.map(([time, value]) => `${x(time).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
    return `<polyline points="${path}" fill="none" stroke="${COLOURS[at % COLOURS.length]}" stroke-width="1.5"/>`;
  });
  const names = panel.series.slice(0, 4).map(({ name }, at) => {
    const left = BOX.left + (at % 2) * 170;
    const top = HEIGHT - 22 + Math.floor(at / 2) * 14;
    return `<text x="${left}" y="${top}" fill="${COLOURS[at]}">${escaped(name.slice(0, 28))}</text>`;
  });
  return `${heading(panel)}
<line x1="${BOX.left}" x2="${WIDTH - BOX.right}" y1="${y(0)}" y2="${y(0)}" stroke="#888"/>
<text x="${BOX.left - 6}" y="${y(0) + 4}" text-anchor="end">0</text>
<text x="${BOX.left - 6}" y="${BOX.top + 8}" text-anchor="end">${escaped(inUnit(most, panel.unit))}</text>
<text x="${WIDTH - BOX.right}" y="${HEIGHT - BOX.bottom + 14}" text-anchor="end">${Math.round(last - first)} s</text>
${lines.join('\n')}
${names.join('\n')}`;
}

function heading({ title }: DashboardPanel): string {
  return `<text x="${BOX.left}" y="18" font-weight="bold">${escaped(title)}</text>`;
}

function inUnit(value: number, unit: string): string {
  if (unit === 'percentunit') return `${(100 * value).toFixed(1)} %`;
  if (unit === 'bytes') return `${(value / 2 ** 20).toFixed(0)} MiB`;
  if (unit === 's') return value < 1 ? `${(1000 * value).toFixed(1)} ms` : `${value.toFixed(1)} s`;
  return String(Number(value.toPrecision(3)));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
