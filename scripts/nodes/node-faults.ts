import { setTimeout as sleep } from 'node:timers/promises';
import type { AgentLine, Told } from './agent-line.js';
import type { NodeSite } from './node-site.js';

/** One thing that befalls the nodes, and who must be told of it. */
export type NodeFault = {
  readonly name: string;
  readonly seconds: number;
  begin(site: NodeSite): Promise<unknown>;
  end(site: NodeSite): Promise<unknown>;
  /** Who is to be told, of those that were there when it began; null = nobody. */
  readonly tells: { readonly what: Told['what']; isMeant(line: AgentLine, site: NodeSite): boolean } | null;
};

const CLOCKS_APART_MS = 2_000;
const everybody = { what: 'limited', isMeant: (line: AgentLine) => line.desktopAt !== null } as const;
const [FIRST, SECOND] = [0, 1] as const;

/** Everything that two nodes must stand, in order. */
export const NODE_FAULTS: readonly NodeFault[] = [
  {
    name: 'node killed',
    seconds: 12,
    begin: (site) => site.kill(site.nodes[FIRST]!),
    end: (site) => site.startAgain(site.nodes[FIRST]!),
    tells: {
      what: 'call-lost',
      isMeant: ({ callAt, desktopAt }, site) =>
        callAt === site.nodes[FIRST] && desktopAt === site.nodes[SECOND],
    },
  },
  {
    name: 'Redis killed and restarted',
    seconds: 10,
    begin: (site) => site.killRedis(),
    end: (site) => site.startRedis(),
    tells: everybody,
  },
  {
    name: 'Redis black-holed',
    seconds: 15,
    begin: (site) => site.redisLine.set('black-hole'),
    end: (site) => site.redisLine.set('open'),
    tells: everybody,
  },
  {
    name: 'PostgreSQL away',
    seconds: 60,
    begin: (site) => site.postgresLine.set('refused'),
    end: (site) => site.postgresLine.set('open'),
    tells: null,
  },
  {
    name: 'rolling upgrade',
    seconds: 1,
    begin: (site) => site.upgrade(site.nodes[FIRST]!),
    end: (site) => site.upgrade(site.nodes[SECOND]!),
    tells: null,
  },
  {
    name: 'clocks 2 s apart',
    seconds: 20,
    begin: (site) => site.nodes[SECOND]!.probe.shiftClock(CLOCKS_APART_MS),
    end: (site) => site.nodes[SECOND]!.probe.shiftClock(-CLOCKS_APART_MS),
    tells: null,
  },
];

const TOLD_LIMIT_MS = 10_000;
const SETTLE_MS = 8_000;

/** Lets one fault happen under live calls. Returns the longest that anybody who was to be told was not. */
export async function tryNodeFault(
  fault: NodeFault,
  site: NodeSite,
  lines: readonly AgentLine[],
): Promise<{ readonly told: number; readonly toldWithinMs: number }> {
  const meant = lines.filter((line) => fault.tells?.isMeant(line, site) === true);
  for (const line of lines) line.told = [];
  const fromMs = performance.now();
  await fault.begin(site);
  await sleep(fault.seconds * 1000);
  const within = meant.map(({ told }) => {
    const first = told.find(({ what }) => what === fault.tells?.what);
    return first === undefined ? TOLD_LIMIT_MS : first.atMs - fromMs;
  });
  await fault.end(site);
  await sleep(SETTLE_MS);
  return { told: meant.length, toldWithinMs: Math.round(Math.max(0, ...within)) };
}
