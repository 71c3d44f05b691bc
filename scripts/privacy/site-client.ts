import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { DESKTOP_PROTOCOL } from '../../src/delivery/agent-message.js';
import { randomUuid } from '../../src/lab/random/random-identifiers.js';
import { seededRandom } from '../../src/lab/random/seeded-random.js';
import type { CallReport } from '../../src/lab/telephones/call-report.js';
import { placeCall } from '../../src/lab/telephones/place-call.js';
import { nativeTelephone } from '../../src/lab/telephones/platforms/native-telephone.js';
import type { TwoPartyRecording } from '../../src/lab/telephones/two-party-recording.js';
import { upsample } from '../../src/lab/telephones/upsample.js';
import { WALL_CLOCK } from '../../src/lab/telephones/wall-clock.js';
import { LINE_UPS, PUBLIC_ORIGIN } from '../served/line-up.js';
import { SERVED_TENANT, type ServedInstance } from '../served/served-instance.js';
import type { PlatformLine } from './lines.js';

export type Heard = { readonly type: string } & Record<string, unknown>;

/** A desktop without a screen: keeps what it was told. */
export type SilentDesktop = { readonly heard: Heard[]; say(message: object): void; close(): void };

/** Opens a desktop, or a cue feed, of an agent at a node. */
export async function openSilentDesktop(
  node: ServedInstance,
  agentId: string,
  protocol: string = DESKTOP_PROTOCOL,
): Promise<SilentDesktop> {
  const token = await node.token('agent', agentId);
  const heard: Heard[] = [];
  const socket = new WebSocket(`${node.url.replace('http', 'ws')}/desktop`, protocol);
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => {
      socket.send(JSON.stringify({ type: 'token', token }));
      // A cue feed is told nothing of a hello.
      if (protocol !== DESKTOP_PROTOCOL) resolve();
    });
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Heard;
      heard.push(message);
      if (message.type === 'hello') resolve();
    });
  });
  return { heard, say: (message) => socket.send(JSON.stringify(message)), close: () => socket.close() };
}

/** Listens to an agent's cue feed over plain HTTP (server-sent events). */
export async function openSilentFeed(node: ServedInstance, agentId: string): Promise<SilentDesktop> {
  const heard: Heard[] = [];
  const cut = new AbortController();
  const answer = await fetch(`${node.url}/v1/cues`, {
    headers: { authorization: `Bearer ${await node.token('agent', agentId)}` },
    signal: cut.signal,
  });
  if (!answer.ok) throw new Error(`GET /v1/cues: ${answer.status}`);
  const read = async () => {
    let rest = '';
    for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
      const events = (rest + piece).split('\n\n');
      rest = events.pop()!;
      for (const event of events)
        if (event.startsWith('data: ')) heard.push(JSON.parse(event.slice('data: '.length)) as Heard);
    }
  };
  // It ends when it is cut, and with its node.
  read().catch(() => {});
  return { heard, say: () => {}, close: () => cut.abort() };
}

export type PlacedCall = {
  readonly callId: string;
  readonly agentId: string;
  readonly speed: number;
  /** Null = no notice is asserted. */
  readonly noticeWording: string | null;
  readonly line?: PlatformLine;
};

const NATIVE: PlatformLine = { name: 'native', telephone: nativeTelephone, layout: 'stereo' };

/** What a telephone notes where its farewell was not answered in time. */
const UNANSWERED = 1006;

/** A node that cannot keep up on a busy machine takes no more calls for a while; platforms ask again. */
const ASKED_AGAIN_MS = 1_000;
const TIMES_ASKED = 120;

/** Plays a recording at 8 kHz to a node, as the telephone would. */
export async function playTo(
  node: ServedInstance,
  recording: TwoPartyRecording,
  call: PlacedCall,
): Promise<void> {
  const { name } = (call.line ?? NATIVE).telephone;
  for (let asked = 1; ; asked++) {
    const { completed, lines } = await playOnce(node, recording, call);
    // A node stands still while its heap is read, longer than a telephone waits for a farewell: who sent all was taken.
    if (completed || lines.every(({ readyMs, closeCode }) => readyMs !== null && closeCode === UNANSWERED))
      return;
    if (asked === TIMES_ASKED || lines.every(({ httpStatus }) => httpStatus !== 503))
      throw new Error(`The call ${call.callId} by ${name} was not taken: ${JSON.stringify(lines)}`);
    await sleep(ASKED_AGAIN_MS);
  }
}

async function playOnce(
  node: ServedInstance,
  recording: TwoPartyRecording,
  { line: { telephone, layout } = NATIVE, speed, ...call }: PlacedCall,
): Promise<CallReport> {
  const lineUp = LINE_UPS.find(({ protocol }) => protocol === telephone.name)!;
  const [encoding = 'pcmu'] = telephone.encodings;
  const sampleRateHz = encoding === 'l16' ? (telephone.sampleRatesHz[0] ?? 8_000) : 8_000;
  return placeCall(
    telephone,
    resampled(recording, sampleRateHz),
    {
      ...call,
      url: `${node.url.replace('http', 'ws')}/streams/${telephone.name}`,
      tenant: SERVED_TENANT,
      language: null,
      encoding,
      sampleRateHz,
      layout,
      channelOrder: ['customer', 'agent'],
      credentials:
        telephone.name === 'native' ? { token: await node.token('source', 'privacy') } : lineUp.credentials,
      publicOrigin: PUBLIC_ORIGIN,
    },
    { speed, faults: new Set(), clock: WALL_CLOCK, random: seededRandom(1) },
  );
}

function resampled({ voices, sampleRateHz }: TwoPartyRecording, rateHz: number): TwoPartyRecording {
  const factor = rateHz / sampleRateHz;
  return {
    sampleRateHz: rateHz,
    voices: { customer: upsample(voices.customer, factor), agent: upsample(voices.agent, factor) },
  };
}

/** Call ids as platforms give them, the same in every run. */
export const callIdOf = (seed: number) => randomUuid(seededRandom(seed));

/** Windows of voices that the model of a node was asked about so far. */
export async function inferences(node: ServedInstance): Promise<number> {
  const text = await metricsOf(node);
  return Number(/^evenkeel_inference_batch_windows_sum (\d+)/m.exec(text)?.[1] ?? 0);
}

export async function metricsOf(node: ServedInstance): Promise<string> {
  return (await fetch(`${node.url}/metrics`)).text();
}

type Request = {
  readonly role: 'admin' | 'binder' | 'agent';
  readonly method: string;
  readonly path: string;
  readonly body?: object;
};

/** Asks a node as the subject `privacy`; throws where it is refused. */
export async function ask(node: ServedInstance, { role, method, path, body }: Request): Promise<unknown> {
  const answer = await fetch(node.url + path, {
    method,
    headers: {
      authorization: `Bearer ${await node.token(role, 'privacy')}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
  return text === '' ? null : JSON.parse(text);
}

/** Waits until something is so; throws, naming it, when it has not come within a minute. */
export async function until(what: string, isSo: () => Promise<boolean> | boolean): Promise<void> {
  for (const endMs = Date.now() + 60_000; Date.now() < endMs; await sleep(50)) if (await isSo()) return;
  throw new Error(`${what} has not come within a minute.`);
}
