import { setTimeout as sleep } from 'node:timers/promises';
import { PROBE_ARGUMENTS, ProbeLine } from '../served/probe-line.js';
import { type ServedInstance, startServed } from '../served/served-instance.js';
import { TALKATIVE } from '../served/talkative.js';
import { type LinesPlan, LiveLines } from './live-lines.js';

/** One fault: how it begins and how it ends. */
export type Fault = {
  readonly name: string;
  /** Losses that are counted are allowed: there was no place for them. */
  readonly mayLose?: boolean;
  /** How far it sets the server's clock. */
  readonly clockMs?: number;
  begin(probe: ProbeLine): Promise<unknown> | unknown;
  end(probe: ProbeLine): Promise<unknown> | unknown;
};

/** A server and the faults that befall it, one after another. */
export type FaultedSite = {
  readonly settings: object;
  readonly folder?: string;
  readonly secret: string;
  readonly faults: readonly Fault[];
  readonly token: LinesPlan['token'];
  /** Calls whose summary is in the store. */
  stored(served: ServedInstance): Promise<ReadonlySet<string>> | ReadonlySet<string>;
};

export type FaultOptions = {
  readonly seconds: number;
  readonly lines: number;
  readonly recording: LinesPlan['recording'];
  readonly tell: (text: string) => void;
};

/** What one fault did. */
export type FaultOutcome = {
  readonly fault: string;
  readonly ended: number;
  readonly refused: number;
  readonly cues: number;
  readonly lostSummaries: number;
  readonly doubledCues: number;
  readonly staleCues: number;
  readonly crashes: number;
  readonly silentLosses: number;
};

const CATCH_UP_MS = 60_000;

/** Serves once, and tries every fault with live calls before, during and after it. */
export async function runFaults(site: FaultedSite, options: FaultOptions): Promise<readonly FaultOutcome[]> {
  let served: Heard = await serve(site);
  const outcomes: FaultOutcome[] = [];
  try {
    for (const fault of site.faults) {
      options.tell(`${fault.name}, for ${options.seconds} s`);
      const outcome = await tryFault(site, served, fault, options);
      outcomes.push(outcome);
      options.tell(
        `${fault.name}: ${outcome.ended} calls ended, ${outcome.refused} refused, ${outcome.lostSummaries} summaries lost, ${outcome.cues} cues`,
      );
      if (outcome.crashes > 0) served = await serve(site);
    }
  } finally {
    await served.stop();
  }
  return outcomes;
}

type Heard = ServedInstance & { readonly said: string[]; readonly probe: ProbeLine };

async function serve({ settings, folder, secret }: FaultedSite): Promise<Heard> {
  const said: string[] = [];
  const served = await startServed(
    [{ name: 'native', protocol: 'native', path: '/streams/native', agent: { trusted: true } }],
    {
      secret,
      ...(folder === undefined ? {} : { folder }),
      nodeArguments: PROBE_ARGUMENTS,
      onLine: (line) => said.push(line),
      settings: { coaching: TALKATIVE, ...settings },
    },
  );
  return { ...served, said, probe: new ProbeLine(served.process) };
}

async function tryFault(
  site: FaultedSite,
  served: Heard,
  fault: Fault,
  { seconds, lines, recording, tell }: FaultOptions,
): Promise<FaultOutcome> {
  let crashes = 0;
  const crashed = (code: number | null, signal: string | null) => {
    crashes += 1;
    tell(`the server ended with ${code ?? signal}: ${served.said.slice(-3).join(' ').slice(0, 2_000)}`);
  };
  served.process.once('exit', crashed);
  const { probe } = served;
  const droppedBefore = await droppedSummaries(served.url);
  const saidBefore = served.said.length;
  const live = new LiveLines({ url: served.url, lines, recording, token: site.token }, fault.clockMs ?? 0);
  await sleep(seconds * 300);
  await fault.begin(probe);
  await sleep(seconds * 1000);
  await fault.end(probe);
  const endedMs = performance.now();
  await sleep(seconds * 300);
  await live.hangUp();
  const lost = await missing(site, served, live.ended, endedMs + CATCH_UP_MS);
  const counted = (await droppedSummaries(served.url)) - droppedBefore;
  const isSaid = served.said
    .slice(saidBefore)
    .some((line) => /"level":"(warn|error)".*(storage|journal|lost)/i.test(line));
  served.process.off('exit', crashed);
  return {
    fault: fault.name,
    ended: live.ended.length,
    refused: live.refused,
    cues: live.cues,
    lostSummaries: fault.mayLose === true ? 0 : lost.length,
    doubledCues: live.doubledCues,
    staleCues: live.staleCues,
    crashes,
    silentLosses: isSaid ? 0 : Math.max(0, lost.length - counted),
  };
}

/** The calls whose summary is still not in the store when the time is over. */
async function missing(
  site: FaultedSite,
  served: ServedInstance,
  ended: readonly string[],
  untilMs: number,
): Promise<readonly string[]> {
  for (;;) {
    const stored = await Promise.resolve(site.stored(served)).catch(() => new Set<string>());
    const lost = ended.filter((call) => !stored.has(call));
    if (lost.length === 0 || performance.now() > untilMs) return lost;
    await sleep(500);
  }
}

async function droppedSummaries(url: string): Promise<number> {
  const text = await fetch(`${url}/metrics`).then(
    (answer) => answer.text(),
    () => '',
  );
  return Number(/^evenkeel_storage_dropped_total\{type="call"\} (\S+)/m.exec(text)?.[1] ?? 0);
}
