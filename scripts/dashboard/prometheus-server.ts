import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const READY_LIMIT_MS = 60_000;

/** One line of a chart: its labels, and its values over time; Unix seconds. */
export type Series = {
  readonly labels: Readonly<Record<string, string>>;
  readonly points: ReadonlyArray<readonly [atSeconds: number, value: number]>;
};

/** A real Prometheus that reads one instance every second. */
export class PrometheusServer {
  readonly #url: string;
  readonly #stop: () => Promise<void>;

  private constructor(url: string, stop: () => Promise<void>) {
    this.#url = url;
    this.#stop = stop;
  }

  /** @param target `http://host:port` of an instance; null where no Prometheus is installed */
  static async start(target: string): Promise<PrometheusServer | null> {
    const folder = mkdtempSync(join(tmpdir(), 'evenkeel-prometheus-'));
    const file = join(folder, 'prometheus.yaml');
    writeFileSync(
      file,
      JSON.stringify({
        global: { scrape_interval: '1s' },
        scrape_configs: [{ job_name: 'evenkeel', static_configs: [{ targets: [new URL(target).host] }] }],
      }),
    );
    const address = `127.0.0.1:${await freePort()}`;
    const child = spawn(
      'prometheus',
      [
        `--config.file=${file}`,
        `--storage.tsdb.path=${join(folder, 'data')}`,
        `--web.listen-address=${address}`,
        '--log.level=error',
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    const gone = new Promise<void>((done) => {
      child.once('error', () => done());
      child.once('exit', () => done());
    });
    const stop = async () => {
      child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    };
    if (await Promise.race([isReady(`http://${address}`), gone.then(() => false)]))
      return new PrometheusServer(`http://${address}`, stop);
    await stop();
    return null;
  }

  /** Asks as Grafana does. @throws Error where Prometheus does not take the expression */
  async range(
    expression: string,
    fromSeconds: number,
    toSeconds: number,
    stepSeconds: number,
  ): Promise<Series[]> {
    const query = new URLSearchParams({
      query: expression,
      start: String(fromSeconds),
      end: String(toSeconds),
      step: String(stepSeconds),
    });
    const answer = (await (await fetch(`${this.#url}/api/v1/query_range?${query}`)).json()) as {
      status: string;
      error?: string;
      data: { result: { metric: Record<string, string>; values: [number, string][] }[] };
    };
    if (answer.status !== 'success') throw new Error(`${expression}: ${answer.error}`);
    return answer.data.result.map(({ metric, values }) => ({
      labels: metric,
      points: values
        .map(([at, value]) => [at, Number(value)] as const)
        .filter(([, value]) => Number.isFinite(value)),
    }));
  }

  stop(): Promise<void> {
    return this.#stop();
  }
}

async function isReady(url: string): Promise<boolean> {
  for (const limit = performance.now() + READY_LIMIT_MS; performance.now() < limit; await sleep(200)) {
    const answer = await fetch(`${url}/-/ready`).catch(() => null);
    if (answer?.ok) return true;
  }
  return false;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
