import type { OperatingPoint } from './operating-curve.js';

const WIDTH = 640;
const HEIGHT = 420;
const LEFT = 64;
const RIGHT = 24;
const TOP = 48;
const BOTTOM = 56;
/** Square root of cues per hour: zero has a place, and one per hour is not squeezed against it. */
const MAX_PER_HOUR = 64;
const TICKS = [0, 1, 4, 9, 16, 25, 36, 49, 64];

const CURVES = [
  { name: 'anger', key: 'angerRecall', colour: '#b3541e', dash: '' },
  { name: 'anxiety', key: 'anxietyRecall', colour: '#2d5f8b', dash: '6 4' },
] as const;

/** The operating curve as a picture: recall within 10 s against false cues per calm hour; the shipped point is ringed. */
export function operatingPicture(points: readonly OperatingPoint[]): string {
  const x = (perHour: number) =>
    LEFT + (WIDTH - LEFT - RIGHT) * Math.sqrt(Math.min(perHour, MAX_PER_HOUR) / MAX_PER_HOUR);
  const y = (recall: number) => HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * recall;
  const grid = [
    ...TICKS.map(
      (tick) =>
        `<line x1="${x(tick)}" x2="${x(tick)}" y1="${y(0)}" y2="${y(1)}" class="grid"/><text x="${x(tick)}" y="${y(0) + 18}" text-anchor="middle">${tick}</text>`,
    ),
    ...[0, 0.25, 0.5, 0.75, 1].map(
      (tick) =>
        `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(tick)}" y2="${y(tick)}" class="grid"/><text x="${LEFT - 8}" y="${y(tick) + 4}" text-anchor="end">${tick * 100} %</text>`,
    ),
  ];
  const curves = CURVES.map(({ name, key, colour, dash }, index) => {
    const known = points.flatMap((point) => {
      const recall = point[key];
      const perHour = point.calmPerHour;
      return recall === null || perHour === null ? [] : [{ recall, perHour, shipped: point.shipped }];
    });
    const path = known
      .map(({ recall, perHour }) => `${x(perHour).toFixed(1)},${y(recall).toFixed(1)}`)
      .join(' ');
    const ring = known
      .filter(({ shipped }) => shipped)
      .map(({ recall, perHour }) => {
        const label = `${name}: ${(recall * 100).toFixed(0)} % at ${perHour.toFixed(2)} per hour (shipped)`;
        return `<circle cx="${x(perHour)}" cy="${y(recall)}" r="7" fill="none" stroke="${colour}" stroke-width="2"/><text x="${WIDTH - RIGHT - 8}" y="${y(0.12 - 0.07 * index)}" text-anchor="end" fill="${colour}">${label}</text>`;
      });
    return `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="2" stroke-dasharray="${dash}"/>${ring.join('')}`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Recall within 10 seconds against false cues per hour of calm caller voice" font-family="system-ui, sans-serif" font-size="12">
<style>.grid{stroke:#ddd}</style><rect width="100%" height="100%" fill="#fff"/>
<text x="${LEFT}" y="24" font-size="15">Sustained anger and anxiety: cue within 10 s, against false cues</text>
${grid.join('\n')}
${curves.join('\n')}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 14}" text-anchor="middle">false cues per hour of calm caller voice (square-root scale)</text>
</svg>
`;
}
