/** The telephones and desktops of a load test, in a process of their own; it is told what to do over IPC. */
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import { readRecording } from '../../src/lab/telephones/read-recording.js';
import type { Wire } from '../../src/lab/telephones/telephone.js';
import { TELEPHONES } from '../../src/lab/telephones/telephones.js';
import { LoadCall, type PacketSource } from './load-call.js';
import type { LoadAnswer, LoadCallOrder, LoadCommand, LoadReport } from './load-messages.js';
import { LoopedCall } from './looped-call.js';

const TICK_MS = 5;
/** Calls begin this far apart: a load that begins in one spike measures the spike. */
const STAGGER_MS = 23;

const calls: LoadCall[] = [];
let packets = 0;
let latePackets = 0;

const timer = setInterval(() => {
  const nowMs = performance.now();
  for (const call of calls) {
    const { sent, late } = call.talk(nowMs);
    packets += sent;
    latePackets += late;
  }
}, TICK_MS);

async function dial({ protocol, packetMs, calls: orders }: LoadCommand & { type: 'dial' }): Promise<void> {
  const telephone = TELEPHONES.find(({ name }) => name === protocol);
  if (telephone === undefined) throw new Error(`No telephone is called ${protocol}.`);
  const [first] = orders;
  if (first === undefined) return;
  const source = { kind: 'stereo', file: DEMO_CALL_PATH, swapped: false } as const;
  const recording = await readRecording(source, first.plan.sampleRateHz);
  const looped = new LoopedCall(recording, packetMs);
  const packetsOf = protocol === 'native' ? shared(looped) : own(looped);
  await Promise.all(orders.map((order, index) => begin(order, index)));

  async function begin(order: LoadCallOrder, index: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, index * STAGGER_MS));
    const call = new LoadCall(order, telephone!, packetMs, packetsOf);
    calls.push(call);
    await call.begin();
  }
}

/** Coded once: the packets of one call are those of every call. */
function shared(looped: LoopedCall): PacketSource {
  const coded: (readonly Wire[])[] = [];
  return (line, index) => {
    const place = index % looped.frames;
    coded[place] ??= line.talk(looped.frame(place));
    return coded[place];
  };
}

function own(looped: LoopedCall): PacketSource {
  return (line, index) => line.talk(looped.frame(index));
}

async function report(): Promise<LoadReport> {
  const over = await Promise.all(calls.filter(({ isOver }) => isOver).map((call) => call.ending()));
  const lost: Record<string, number> = {};
  for (const ending of over) lost[ending] = (lost[ending] ?? 0) + 1;
  return {
    cueLatenciesMs: calls.flatMap(({ latenciesMs }) => latenciesMs),
    cuesRead: calls.reduce((sum, call) => sum + call.cuesRead, 0),
    latePackets,
    packets,
    lost,
    talking: calls.filter(({ isTalking }) => isTalking).length,
  };
}

function forget(): void {
  packets = 0;
  latePackets = 0;
  for (const call of calls) call.latenciesMs.length = 0;
}

async function obey(command: LoadCommand): Promise<LoadAnswer> {
  switch (command.type) {
    case 'dial':
      await dial(command);
      return { type: 'done' };
    case 'measure':
      forget();
      return { type: 'done' };
    case 'report':
      return { type: 'report', report: await report() };
    case 'hang-up':
      await Promise.all(calls.map((call) => call.hangUp()));
      return { type: 'done' };
  }
}

process.on('message', (command: LoadCommand) => {
  void obey(command).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => {
  clearInterval(timer);
  process.exit(0);
});
