import { randomBytes } from 'node:crypto';
import { runLoad } from './load-run.js';

/** What a live server costs, sockets and messages with it. */
export type LiveCost = {
  readonly protocol: string;
  readonly packetMs: number;
  readonly calls: number;
  readonly cpuSecondsPerCallSecond: number;
};

const PROTOCOL = 'native';
const PACKET_MS = 20;
const CALLS = 60;
const SECONDS = 15;

/** One step of `bench:load`: a real server, and telephones in a process of their own. */
export async function benchLive(): Promise<LiveCost> {
  const [run] = await runLoad(
    {
      protocol: PROTOCOL,
      packetMs: PACKET_MS,
      steps: [CALLS],
      seconds: SECONDS,
      workers: 1,
      nodes: 1,
      redisUrl: null,
      profileFolder: null,
      secret: randomBytes(32).toString('hex'),
    },
    () => {},
  );
  if (run === undefined) throw new Error('The live server was not measured.');
  const { cpuSecondsPerCallSecond } = run;
  return { protocol: PROTOCOL, packetMs: PACKET_MS, calls: CALLS, cpuSecondsPerCallSecond };
}
