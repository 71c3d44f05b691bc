import { WebSocket } from 'ws';
import { randomUuid } from '../../src/lab/random/random-identifiers.js';
import type { Random } from '../../src/lab/random/seeded-random.js';
import type { CallFrame } from '../../src/lab/telephones/call-frame.js';
import type { CallPlan } from '../../src/lab/telephones/call-plan.js';
import type { Telephone, TelephoneLine, Wire } from '../../src/lab/telephones/telephone.js';
import { streamPlan } from '../served/stream-plan.js';
import { blameStatus, type Conversation, type HostileSite, PATIENCE_MS } from './hostile-site.js';
import { mutateText, mutateWires, OBJECT_MEMBERS, pick } from './mutate.js';
import { partWith } from './part-with.js';

/** A platform that calls: its opening, some audio and its farewell, wrong somewhere. */
export function streamConversation(telephone: Telephone): Conversation {
  return async (site, random) => {
    const { plan, line } = lineOf(site.url, telephone, random, site.token('source'));
    const wires = wiresOf(line, plan, random);
    const socket = new WebSocket(addressOf(line, random), protocolsOf(line, random), {
      headers: headersOf(line, random),
      perMessageDeflate: false,
      handshakeTimeout: PATIENCE_MS,
    });
    await converse({ site, random, socket, what: telephone.name, wires, line });
  };
}

/** A call of this telephone in one of its codings and layouts. */
export function lineOf(url: string, telephone: Telephone, random: Random, token: string) {
  const usual = streamPlan(url, telephone, {
    callId: randomUuid(random),
    agentId: `hostile-${Math.floor(random() * 500)}`,
    token,
  });
  const encoding = pick(random, telephone.encodings);
  const plan: CallPlan = {
    ...usual,
    encoding,
    sampleRateHz: encoding === 'l16' ? pick(random, telephone.sampleRatesHz) : 8000,
    layout: pick(random, telephone.layouts),
    noticeWording: random() < 0.9 ? 'hostile-1' : null,
  };
  const line = pick(random, telephone.lines(plan, { wallMs: Date.now(), random }));
  return { plan, line };
}

export function wiresOf(line: TelephoneLine, plan: CallPlan, random: Random): readonly Wire[] {
  const frames = Math.floor(random() * 6);
  const jumpMs = random() < 0.1 ? 299_000 : 0;
  const wires = [
    ...line.greeting(),
    ...Array.from({ length: frames }, (_, index) =>
      line.talk(frameOf(plan, index * 20 + index * jumpMs, random)),
    ).flat(),
    ...line.farewell(),
  ];
  return random() < 0.1 ? wires : mutateWires(random, wires);
}

function frameOf({ sampleRateHz }: CallPlan, startMs: number, random: Random): CallFrame {
  const voice = () => Float32Array.from({ length: sampleRateHz / 50 }, () => random() - 0.5);
  return { index: 0, startMs, durationMs: 20, voices: { customer: voice(), agent: voice() } };
}

function addressOf(line: TelephoneLine, random: Random): string {
  if (random() > 0.05) return line.url;
  const added = pick(random, [
    '/',
    '?__proto__=1',
    '?access_token=x&access_token=y',
    '/%2e%2e/',
    '?%',
    '%00',
  ]);
  return `${line.url}${added}`;
}

function protocolsOf(line: TelephoneLine, random: Random): string[] {
  return random() < 0.05 ? [pick(random, OBJECT_MEMBERS)] : [...line.subprotocols];
}

function headersOf(line: TelephoneLine, random: Random): Record<string, string> {
  const headers: Record<string, string> = { ...line.headers };
  const [name] = Object.keys(headers);
  if (name === undefined || random() > 0.1) return headers;
  const torn = mutateText(random, headers[name] ?? '').replace(/[^\x20-\x7e]/g, '');
  headers[name] = torn.slice(0, 4_000);
  return headers;
}

type Talk = {
  readonly site: HostileSite;
  readonly random: Random;
  readonly socket: WebSocket;
  /** For the report of what was answered. */
  readonly what: string;
  readonly wires: readonly Wire[];
  /** Answers what it hears, where the protocol asks for answers. */
  readonly line: Pick<TelephoneLine, 'hear'> | null;
};

/** Says everything as soon as the socket is open, hears what comes, and parts in one of many ways. */
export async function converse({ site, random, socket, what, wires, line }: Talk): Promise<void> {
  const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => {});
  socket.on('unexpected-response', (_request, response) => {
    let body = '';
    response.on('data', (data) => {
      body += String(data);
    });
    response.on('end', () => blameStatus(site, what, response.statusCode ?? 0, body));
    response.on('error', () => {});
    response.on('close', () => socket.terminate());
  });
  socket.on('message', (data, isBinary) => {
    if (isBinary || line === null) return;
    for (const wire of answersOf(line, String(data))) socket.send(wire, () => {});
  });
  socket.on('close', (code, reason) => {
    if (code === 1011) site.blame(`${what} closed with 1011 ${reason}`);
  });
  const say = () => {
    for (const wire of wires) socket.send(wire, () => {});
    void partWith(site, random, socket);
  };
  if (socket.readyState === WebSocket.OPEN) say();
  else socket.once('open', say);
  await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref())]);
}

/** What is heard may not be what this telephone waits for: it was not told what it said itself. */
function answersOf(line: Pick<TelephoneLine, 'hear'>, text: string): readonly Wire[] {
  try {
    return line.hear(text);
  } catch {
    return [];
  }
}
