import { WebSocket } from 'ws';
import { DESKTOP_PROTOCOL } from '../../src/delivery/agent-message.js';
import { LineSocket } from '../../src/lab/telephones/line-socket.js';
import type { Telephone, TelephoneLine, Wire } from '../../src/lab/telephones/telephone.js';
import { WALL_CLOCK } from '../../src/lab/telephones/wall-clock.js';
import type { LoadCallOrder } from './load-messages.js';

/** What a packet of the call is on the wire; shared by all calls where the protocol puts nothing of the call into it. */
export type PacketSource = (line: TelephoneLine, index: number) => readonly Wire[];

const READY_LIMIT_MS = 30_000;

/** One call of the load: it talks when it is told that a packet is due, and its agent's desktop times the cues. */
export class LoadCall {
  readonly #line: TelephoneLine;
  readonly #socket: LineSocket;
  readonly #desktop: WebSocket;
  readonly #packetMs: number;
  readonly #packets: PacketSource;
  /** When each packet left, by index. */
  readonly #sentAtMs: number[] = [];
  #nextDueMs = Number.POSITIVE_INFINITY;
  readonly latenciesMs: number[] = [];
  /** Cues that reached the desktop, timed or not. */
  cuesRead = 0;

  constructor(order: LoadCallOrder, telephone: Telephone, packetMs: number, packets: PacketSource) {
    const [line] = telephone.lines(order.plan, { wallMs: Date.now(), random: Math.random });
    if (line === undefined) throw new Error(`${telephone.name} has no line for this call.`);
    this.#line = line;
    this.#packetMs = packetMs;
    this.#packets = packets;
    this.#socket = new LineSocket(line, WALL_CLOCK, (text) => {
      for (const answer of line.hear(text)) this.#socket.sendNow(answer);
    });
    this.#desktop = new WebSocket(order.desktopUrl, DESKTOP_PROTOCOL, { perMessageDeflate: false });
    this.#desktop.on('error', () => this.#desktop.terminate());
    this.#desktop.on('open', () =>
      this.#desktop.send(JSON.stringify({ type: 'token', token: order.agentToken })),
    );
    this.#desktop.on('message', (data) => this.#hear(String(data)));
  }

  /** Greets, waits until the protocol allows audio, and begins to talk. */
  async begin(): Promise<void> {
    if (!(await this.#socket.opened)) return;
    await this.#socket.send(this.#line.greeting());
    const endMs = performance.now() + READY_LIMIT_MS;
    while (!this.#line.mayTalk() && !this.#socket.isOver && performance.now() < endMs)
      await WALL_CLOCK.sleep(20);
    if (this.#line.mayTalk()) this.#nextDueMs = performance.now() + this.#packetMs;
  }

  get isTalking(): boolean {
    return Number.isFinite(this.#nextDueMs) && !this.#socket.isOver;
  }

  /** How it ended; resolves only once it is over. */
  async ending(): Promise<string> {
    const { httpStatus, closeCode, closeReason } = await this.#socket.ended;
    return `${closeCode ?? `HTTP ${httpStatus}`} ${closeReason}`.trim();
  }

  get isOver(): boolean {
    return this.#socket.isOver;
  }

  /** Sends the packets that are due; returns how many there were, and how many of them left late. */
  talk(nowMs: number): { readonly sent: number; readonly late: number } {
    let sent = 0;
    let late = 0;
    while (this.#nextDueMs <= nowMs && !this.#socket.isOver) {
      if (nowMs - this.#nextDueMs > this.#packetMs) late += 1;
      for (const wire of this.#packets(this.#line, this.#sentAtMs.length)) this.#socket.sendNow(wire);
      this.#sentAtMs.push(performance.now());
      this.#nextDueMs += this.#packetMs;
      sent += 1;
    }
    return { sent, late };
  }

  async hangUp(): Promise<void> {
    this.#nextDueMs = Number.POSITIVE_INFINITY;
    this.#desktop.close();
    if (this.#socket.isOver) return;
    await this.#socket.send(this.#line.farewell());
    const endMs = performance.now() + READY_LIMIT_MS;
    while (!this.#line.mayHangUp() && !this.#socket.isOver && performance.now() < endMs)
      await WALL_CLOCK.sleep(20);
    this.#socket.hangUp(this.#line.closesWith);
    await Promise.race([this.#socket.ended, WALL_CLOCK.sleep(READY_LIMIT_MS)]);
    this.#socket.drop();
  }

  /** A cue needed the audio up to `atMs` of its call: the packet that carried the end of it was the last one. */
  #hear(text: string): void {
    const arrivedMs = performance.now();
    const message = JSON.parse(text) as { type: string; atMs?: number };
    if (message.type !== 'cue') return;
    this.cuesRead += 1;
    if (message.atMs === undefined) return;
    const sentMs = this.#sentAtMs[Math.ceil(message.atMs / this.#packetMs) - 1];
    if (sentMs !== undefined) this.latenciesMs.push(arrivedMs - sentMs);
  }
}
