/**
 * Does every picture of the Grafana dashboard show something? Each expression is asked of a real Prometheus that reads
 * a loaded server, and drawn. Exit status 1: an expression gave nothing, or was not understood. 2: no Prometheus.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { dashboardPanels } from './dashboard/dashboard-panels.js';
import { type AnsweredPanel, dashboardPlot } from './dashboard/dashboard-plot.js';
import { PrometheusServer, type Series } from './dashboard/prometheus-server.js';
import { orderOf, startLoadNode } from './load/load-nodes.js';
import { Telephones } from './load/telephones.js';
import { readOptions } from './read-options.js';
import type { ServedInstance } from './served/served-instance.js';

const { values } = readOptions(
  `npm run check:dashboard -- [options]

Does every picture of the Grafana dashboard show something? A real Prometheus reads a real server under calls; each
expression is asked as Grafana asks it, and all pictures are drawn to one file. Needs the program prometheus
(Debian: apt-get install prometheus).

  --calls N      default 12
  --seconds N    default 60
  --out FILE     default artifacts/dashboard.svg
  --json         one document on standard output: {"panels":[{"title","expressions":[{"expression","series","points"}]}],
                 "empty":[...]}

Exit code 1 where an expression gave nothing, 2 where there is no Prometheus.
Example: npm run check:dashboard -- --calls 30 --seconds 120`,
  {
    calls: { type: 'string', default: '12' },
    seconds: { type: 'string', default: '60' },
    out: { type: 'string', default: 'artifacts/dashboard.svg' },
    json: { type: 'boolean', default: false },
  },
);
const DASHBOARD = 'deploy/grafana/evenkeel.json';
const STEP_SECONDS = 2;
/** What a server without TLS has not. */
const WITHOUT_TLS = new Set(['Certificate ends in']);
/** Prometheus reads this often before the first call, and after the last. */
const QUIET_MS = 5_000;

/** Half of the calls hang up before the end; one stream has no notice, and one no right to be there. */
async function makeCalls(node: ServedInstance): Promise<void> {
  const early = new Telephones();
  const late = new Telephones();
  try {
    const orders = await Promise.all(
      Array.from({ length: Number(values.calls) }, (_, index) =>
        orderOf({ protocol: 'native' }, [node], index),
      ),
    );
    const half = Math.ceil(orders.length / 2);
    const quiet = orders
      .slice(half)
      .map((order, at) => (at === 0 ? { ...order, plan: { ...order.plan, noticeWording: null } } : order));
    await early.dial({ protocol: 'native', packetMs: 20, calls: orders.slice(0, half) });
    await late.dial({ protocol: 'native', packetMs: 20, calls: quiet });
    await knockWithoutToken(node);
    await sleep(Number(values.seconds) * 1000);
    await early.hangUp();
    await knockWithoutToken(node);
    await sleep(QUIET_MS);
    await late.hangUp();
  } finally {
    await Promise.all([early.close(), late.close()]);
  }
}

async function knockWithoutToken(node: ServedInstance): Promise<void> {
  const socket = new WebSocket(`${node.url.replace(/^http/, 'ws')}/streams/native`, {
    headers: { authorization: 'Bearer nobody' },
  });
  await new Promise<void>((done) => {
    socket.on('error', () => done());
    socket.on('close', () => done());
  });
}

function named(series: Series, legend: string): Series & { readonly name: string } {
  return {
    ...series,
    name: legend.replace(/\{\{(\w+)\}\}/g, (_, label: string) => series.labels[label] ?? ''),
  };
}

const say = (text: string) => (values.json ? process.stderr : process.stdout).write(`${text}\n`);
const node = await startLoadNode({ workers: 1, redisUrl: null, secret: randomBytes(32).toString('hex') }, []);
const answered: AnsweredPanel[] = [];
const rows: { title: string; expressions: { expression: string; series: number; points: number }[] }[] = [];
const empty: string[] = [];
const prometheus = await PrometheusServer.start(node.url);
try {
  if (prometheus === null) {
    process.stderr.write('check:dashboard: no Prometheus (Debian: apt-get install prometheus).\n');
    process.exitCode = 2;
  } else {
    const fromSeconds = Date.now() / 1000;
    await sleep(QUIET_MS);
    say(`${values.calls} calls for ${values.seconds} s`);
    await makeCalls(node);
    await sleep(QUIET_MS);
    const toSeconds = Date.now() / 1000;
    for (const panel of dashboardPanels(DASHBOARD, '10s')) {
      const row: (typeof rows)[number] = { title: panel.title, expressions: [] };
      const all: AnsweredPanel['series'][number][] = [];
      for (const { expression, legend } of panel.targets) {
        const series = await prometheus.range(expression, fromSeconds, toSeconds, STEP_SECONDS);
        const points = series.reduce((sum, one) => sum + one.points.length, 0);
        if (points === 0 && !WITHOUT_TLS.has(panel.title)) empty.push(`${panel.title}: ${expression}`);
        row.expressions.push({ expression, series: series.length, points });
        all.push(...series.map((one) => named(one, legend)));
      }
      rows.push(row);
      answered.push({ ...panel, series: all });
      say(
        `${panel.title}: ${row.expressions.map(({ series, points }) => `${series} series, ${points} points`).join('; ')}`,
      );
    }
    mkdirSync('artifacts', { recursive: true });
    writeFileSync(values.out, dashboardPlot(answered));
    for (const line of empty) process.stderr.write(`nothing to see: ${line}\n`);
    process.exitCode = empty.length === 0 ? 0 : 1;
  }
} finally {
  await prometheus?.stop();
  await node.stop();
}
if (values.json && prometheus !== null) process.stdout.write(`${JSON.stringify({ panels: rows, empty })}\n`);
else if (prometheus !== null) say(`drawn to ${values.out}`);
