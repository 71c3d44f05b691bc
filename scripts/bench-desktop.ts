/**
 * From the server's decision to the painted cue, in a real browser on loopback, and what the panel weighs.
 * Time runs from `CueBus.publish` until the page's own "seen" has come back: the task after the frame in which the cue
 * was painted, and one more trip over the socket, so an upper bound. The layout shift is everything that moved from
 * the first paint to the last cue. `--json` prints one document; a missed target is exit code 1.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CueMessage } from '../src/delivery/agent-message.js';
import { openBrowser } from '../test/support/browser.js';
import { DesktopHost } from '../test/support/desktop-host.js';
import { readOptions } from './read-options.js';

const { values } = readOptions(
  `npm run build && npm run bench:desktop -- [--json]

From the decision to the painted cue, in a real browser on loopback, and what the panel weighs. Exit code 1 where a target
is missed.

  --json             one document on standard output`,
  { json: { type: 'boolean', default: false } },
);

const CUES = 60;
const PAUSE_MS = 60;
const WEB = 'dist/web';
const TARGETS = { p95Ms: 100, panelGzipBytes: 60_000, layoutShift: 0.02 };

/** Runs in the page: adds up what moves without having been asked to. */
const WATCH_SHIFTS = `
  window.layoutShift = 0;
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) window.layoutShift += value;
  }).observe({ type: 'layout-shift', buffered: true });
`;
const READ_SHIFTS = `({
  layoutShift: window.layoutShift,
  firstPaintMs: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
})`;

type Measured = {
  /** Sorted, milliseconds. */
  readonly took: readonly number[];
  readonly layoutShift: number;
  readonly firstPaintMs: number;
};

/** Everything that the panel's page asks for, compressed. */
function panelGzipBytes(): number {
  const page = readFileSync(join(WEB, 'index.html'), 'utf8');
  const assets = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, file]) => file!);
  const files = ['index.html', ...new Set(assets)];
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(WEB, file))).length, 0);
}

function cue(index: number): CueMessage {
  const now = Date.now();
  return {
    type: 'cue',
    callRef: 'c',
    cueId: `q${index}`,
    kind: 'reassure',
    step: 'soothe',
    reason: { key: 'louder', values: { levelDb: 6, seconds: 8 }, mood: null },
    atMs: index * 1_000,
    decidedAt: now,
    expiresAt: now + 10_000,
  };
}

async function measure(): Promise<Measured> {
  const host = await new DesktopHost().start();
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 360, height: 260 } });
    await page.addInitScript({ content: WATCH_SHIFTS });
    await page.goto(`${host.url}/#token=agent.ada`);
    await page.getByRole('heading', { name: /No call|暂无通话/ }).waitFor();
    host.bus.publish(host.agent, { type: 'call', callRef: 'c', state: 'listening' });
    const took: number[] = [];
    for (let index = 0; index < CUES; index++) {
      const seen = new Promise<void>((resolve) => {
        const leave = host.bus.onReport((_, event) => {
          if (event.type !== 'feedback' || event.cueId !== `q${index}`) return;
          leave();
          resolve();
        });
      });
      const before = performance.now();
      host.bus.publish(host.agent, cue(index));
      await seen;
      took.push(performance.now() - before);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    const { layoutShift, firstPaintMs } = await page.evaluate<Omit<Measured, 'took'>>(READ_SHIFTS);
    return { took: took.sort((one, other) => one - other), layoutShift, firstPaintMs };
  } finally {
    await browser.close();
    await host.stop();
  }
}

const { took, layoutShift, firstPaintMs } = await measure();
const at = (share: number) => Math.round(took[Math.floor(share * (took.length - 1))]! * 10) / 10;
const desktop = {
  cues: CUES,
  decisionToPaintedMs: { p50: at(0.5), p95: at(0.95), max: at(1) },
  panelGzipBytes: panelGzipBytes(),
  layoutShift: Math.round(layoutShift * 10_000) / 10_000,
  firstPaintMs: Math.round(firstPaintMs),
  targets: TARGETS,
};
if (values.json) {
  console.log(JSON.stringify({ desktop }));
} else {
  const { p50, p95, max } = desktop.decisionToPaintedMs;
  console.log(`decision → painted cue, ${CUES} cues on loopback (target: p95 ≤ ${TARGETS.p95Ms} ms)`);
  console.table({ 'p50 ms': p50, 'p95 ms': p95, 'max ms': max });
  console.log(
    `panel, gzip: ${(desktop.panelGzipBytes / 1000).toFixed(1)} kB (target: ≤ ${TARGETS.panelGzipBytes / 1000} kB)`,
  );
  console.log(
    `layout shift: ${desktop.layoutShift} (target: ≤ ${TARGETS.layoutShift}); first paint: ${desktop.firstPaintMs} ms`,
  );
}
const met =
  desktop.decisionToPaintedMs.p95 <= TARGETS.p95Ms &&
  desktop.panelGzipBytes <= TARGETS.panelGzipBytes &&
  desktop.layoutShift <= TARGETS.layoutShift;
process.exitCode = met ? 0 : 1;
