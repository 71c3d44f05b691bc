import { once } from 'node:events';
import { WebSocket } from 'ws';
import { randomUuid } from '../../src/lab/random/random-identifiers.js';
import { seededRandom } from '../../src/lab/random/seeded-random.js';
import type { CallFrame } from '../../src/lab/telephones/call-frame.js';
import type { CallPlan } from '../../src/lab/telephones/call-plan.js';
import type { Telephone, TelephoneLine, Wire } from '../../src/lab/telephones/telephone.js';
import { TELEPHONES } from '../../src/lab/telephones/telephones.js';
import { streamPlan } from '../served/stream-plan.js';
import { sendAll, sizeOf } from './send-all.js';
import type { StallCase, StallSite } from './stall-case.js';

/** Limits of `ingest` as shipped: largest binary and text message, and the burst that is let through. */
const BINARY_BYTES = 262_144;
const TEXT_BYTES = 65_536;
const BURST_BYTES = 38_000_000;
const BURST_MESSAGES = 19_000;
const ALMOST_FIVE_MINUTES_MS = 299_000;
/** 48 bytes each. */
const GAP_MESSAGES = [8, 340] as const;

type OpenStream = {
  readonly line: TelephoneLine;
  readonly plan: CallPlan;
  readonly telephone: Telephone;
  readonly socket: WebSocket;
};

/** What every protocol is sent: its opening, a second of audio at once, its largest message, gaps, and a burst. */
export function streamCases(): readonly StallCase[] {
  return TELEPHONES.flatMap((telephone) => {
    const streamed = (kind: string, wires: (stream: OpenStream) => readonly Wire[]): StallCase => ({
      listener: telephone.name,
      kind,
      async prepare(site, sample) {
        const stream = await openStream(site, telephone, `${kind}-${sample}`);
        const messages = wires(stream);
        return {
          send: () => sendAll(stream.socket, messages),
          end: () => stream.socket.terminate(),
        };
      },
    });
    const gaps = GAP_MESSAGES.map((count) =>
      streamed(count === GAP_MESSAGES[0] ? 'gap' : 'gaps', (stream) => gapsOf(stream, count)),
    );
    return [
      openingOf(telephone),
      streamed('audio', ({ line, plan }) =>
        Array.from({ length: 1000 / telephone.frameMs }, (_, index) =>
          line.talk(frameOf(plan, index * telephone.frameMs, telephone.frameMs)),
        ).flat(),
      ),
      streamed('largest', (stream) => [largestOf(stream)].flat()),
      ...(jumps(telephone) ? gaps : []),
      streamed('burst', burstOf),
    ];
  });
}

function openingOf(telephone: Telephone): StallCase {
  return {
    listener: telephone.name,
    kind: 'open',
    async prepare(site, sample) {
      const { line, socket } = await dial(site, telephone, `open-${sample}`);
      return { send: () => sendAll(socket, line.greeting()), end: () => socket.terminate() };
    },
  };
}

/** Whether the platform says where its audio lies: others send what they have, and nothing is a gap. */
function jumps({ name }: Telephone): boolean {
  return !['jambonz', 'freeswitch', 'asterisk', 'vonage', 'bandwidth', 'ringcx'].includes(name);
}

async function dial(site: StallSite, telephone: Telephone, name: string) {
  const random = seededRandom(name.length + telephone.name.length * 31 + Date.now());
  const plan = streamPlan(site.url, telephone, {
    callId: randomUuid(random),
    agentId: `stall-${telephone.name}`,
    token: await site.token('source', 'stalls'),
  });
  const [line] = telephone.lines(plan, { wallMs: Date.now(), random });
  if (line === undefined) throw new Error(`${telephone.name} has no line.`);
  const socket = new WebSocket(line.url, [...line.subprotocols], {
    headers: { ...line.headers },
    perMessageDeflate: false,
  });
  socket.on('error', () => {});
  await once(socket, 'open');
  return { line, plan, telephone, socket };
}

async function openStream(site: StallSite, telephone: Telephone, name: string): Promise<OpenStream> {
  const stream = await dial(site, telephone, name);
  const { line, socket } = stream;
  socket.on('message', (data, isBinary) => {
    if (!isBinary) for (const wire of line.hear(String(data))) socket.send(wire);
  });
  for (const wire of line.greeting()) socket.send(wire);
  while (!line.mayTalk()) await once(socket, 'message');
  for (const wire of line.talk(frameOf(stream.plan, 0, telephone.frameMs))) socket.send(wire);
  return stream;
}

/** Something like speech: a hum under noise, so that every stage has work to do. */
function frameOf({ sampleRateHz }: CallPlan, startMs: number, durationMs: number): CallFrame {
  const random = seededRandom(Math.round(startMs) + 1);
  const voice = () =>
    Float32Array.from({ length: Math.round((sampleRateHz * durationMs) / 1000) }, (_, i) => {
      return 0.2 * Math.sin((2 * Math.PI * 180 * i) / sampleRateHz) + 0.05 * (random() - 0.5);
    });
  return { index: 0, startMs, durationMs, voices: { customer: voice(), agent: voice() } };
}

/** As much audio as one message may hold. */
function largestOf({ line, plan, telephone }: OpenStream): readonly Wire[] {
  const [sample = ''] = line.talk(frameOf(plan, telephone.frameMs, telephone.frameMs));
  const limit = typeof sample === 'string' ? TEXT_BYTES : BINARY_BYTES;
  const durationMs = Math.floor((telephone.frameMs * limit * 0.97) / sizeOf(sample));
  return line.talk(frameOf(plan, 2 * telephone.frameMs, durationMs));
}

function burstOf(stream: OpenStream): readonly Wire[] {
  const largest = largestOf(stream);
  const bytes = largest.reduce((sum, wire) => sum + sizeOf(wire), 0);
  const times = Math.min(BURST_BYTES / bytes, BURST_MESSAGES / largest.length);
  return Array.from({ length: Math.floor(times) }, () => largest).flat();
}

function gapsOf({ line, plan, telephone }: OpenStream, count: number): readonly Wire[] {
  const each = Array.from({ length: count }, (_, index) => (index + 1) * ALMOST_FIVE_MINUTES_MS);
  if (telephone.name === 'native')
    return each.map(() => JSON.stringify({ type: 'gap', durationMs: ALMOST_FIVE_MINUTES_MS }));
  if (telephone.name === 'audiohook') return discarded(line, each);
  return each.flatMap((startMs) => line.talk(frameOf(plan, startMs, telephone.frameMs)));
}

/** AudioHook has a word for a gap. The envelope is that of the line's farewell, which is not said then. */
function discarded(line: TelephoneLine, each: readonly number[]): readonly Wire[] {
  const seconds = (ms: number) => `PT${ms / 1000}S`;
  const [farewell = '{}'] = line.farewell();
  const envelope = JSON.parse(String(farewell)) as { readonly seq: number };
  return each.map((startMs, index) =>
    JSON.stringify({
      ...envelope,
      type: 'discarded',
      seq: envelope.seq + index,
      parameters: { start: seconds(startMs), discarded: seconds(ALMOST_FIVE_MINUTES_MS) },
    }),
  );
}
