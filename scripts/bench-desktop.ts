/**
 * From the server's decision to the painted cue, in a real browser on loopback, and what the panel weighs.
 * Time runs from `CueBus.publish` until the page's own "seen" has come back: two frames after the cue was drawn and
 * one more trip over the socket, so an upper bound. `--json` prints one document.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CueMessage } from '../src/delivery/agent-message.js';
import { openBrowser } from '../test/support/browser.js';
import { DesktopHost } from '../test/support/desktop-host.js';

const CUES = 60;
const PAUSE_MS = 60;
const WEB = 'dist/web';

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

async function measure(): Promise<number[]> {
  const host = await new DesktopHost().start();
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({ viewport: { width: 360, height: 260 } });
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
    return took.sort((one, other) => one - other);
  } finally {
    await browser.close();
    await host.stop();
  }
}

const took = await measure();
const at = (share: number) => Math.round(took[Math.floor(share * (took.length - 1))]! * 10) / 10;
const desktop = {
  cues: CUES,
  decisionToPaintedMs: { p50: at(0.5), p95: at(0.95), max: at(1) },
  panelGzipBytes: panelGzipBytes(),
};
if (process.argv.includes('--json')) {
  console.log(JSON.stringify({ desktop }));
} else {
  const { p50, p95, max } = desktop.decisionToPaintedMs;
  console.log(`decision → painted cue, ${CUES} cues on loopback (target: p95 ≤ 100 ms)`);
  console.table({ 'p50 ms': p50, 'p95 ms': p95, 'max ms': max });
  console.log(`panel, gzip: ${(desktop.panelGzipBytes / 1000).toFixed(1)} kB (target: ≤ 60 kB)`);
}
