import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { PrincipalRole } from '../../src/auth/principal.js';
import { type CueMessage, DESKTOP_PROTOCOL, type ServerMessage } from '../../src/delivery/agent-message.js';
import { type Random, seededRandom } from '../../src/lab/random/seeded-random.js';
import { placeCall } from '../../src/lab/telephones/place-call.js';
import { nativeTelephone } from '../../src/lab/telephones/platforms/native-telephone.js';
import type { TwoPartyRecording } from '../../src/lab/telephones/two-party-recording.js';
import { WALL_CLOCK } from '../../src/lab/telephones/wall-clock.js';
import { streamPlan } from '../served/stream-plan.js';
import { OwnLateness } from './own-lateness.js';

export type LinesPlan = {
  readonly url: string;
  readonly lines: number;
  readonly recording: TwoPartyRecording;
  token(role: PrincipalRole, subject: string): Promise<string>;
};

/** Call seconds per second: a call has its cues before it ends. */
const SPEED = 3;
/** From the decision to the desktop, whatever the server did meanwhile, besides what this process was late by itself. */
const STALE_MS = 10_000;

type Line = { readonly agentId: string; readonly random: Random; desktop: WebSocket | null };

/** Agents who take one short call after another, with their desktops open. */
export class LiveLines {
  readonly ended: string[] = [];
  refused = 0;
  doubledCues = 0;
  staleCues = 0;
  cues = 0;
  readonly #plan: LinesPlan;
  readonly #over = new AbortController();
  readonly #talking: Promise<void>[];
  /** How far the server's clock is ahead, right and wrong: a cue may be on its way while it is set. */
  readonly #clocksMs: readonly number[];
  readonly #seen = new Set<string>();
  readonly #lateness = new OwnLateness();
  #calls = 0;

  /** `clockMs`: how far the server's clock is set ahead at times. */
  constructor(plan: LinesPlan, clockMs: number) {
    this.#clocksMs = [0, clockMs];
    this.#plan = plan;
    this.#talking = Array.from({ length: plan.lines }, (_, index) =>
      this.#talk({ agentId: `fault-${index}`, random: seededRandom(index + 1), desktop: null }),
    );
  }

  /** Every call that is under way ends politely; resolves when all have. */
  async hangUp(): Promise<void> {
    this.#over.abort();
    await Promise.all(this.#talking);
    this.#lateness.stop();
  }

  async #talk(line: Line): Promise<void> {
    while (!this.#over.signal.aborted) {
      if (line.desktop === null) await this.#openDesktop(line);
      const call = `fault-call-${this.#calls++}`;
      const token = await this.#plan.token('source', 'faults');
      const report = await placeCall(
        nativeTelephone,
        this.#plan.recording,
        streamPlan(this.#plan.url, nativeTelephone, { callId: call, agentId: line.agentId, token }),
        {
          speed: SPEED,
          faults: new Set(),
          clock: WALL_CLOCK,
          random: line.random,
          signal: AbortSignal.any([
            this.#over.signal,
            AbortSignal.timeout(Math.round(4_000 + line.random() * 16_000)),
          ]),
        },
      );
      const isEnded = report.lines.some(({ closeCode }) => closeCode === 1000 || closeCode === 1005);
      if (isEnded) this.ended.push(call);
      else {
        this.refused += 1;
        await sleep(1_000);
      }
    }
    line.desktop?.close();
  }

  async #openDesktop(line: Line): Promise<void> {
    const token = await this.#plan.token('agent', line.agentId);
    const socket = new WebSocket(`${this.#plan.url.replace(/^http/, 'ws')}/desktop`, DESKTOP_PROTOCOL);
    line.desktop = socket;
    const opened = new Promise<void>((resolve) => {
      socket.on('open', () => socket.send(JSON.stringify({ type: 'token', token })));
      socket.on('error', () => {});
      socket.on('close', () => {
        if (line.desktop === socket) line.desktop = null;
        resolve();
      });
      socket.on('message', (data) => {
        const message = JSON.parse(String(data)) as ServerMessage;
        if (message.type === 'hello') resolve();
        if (message.type === 'cue') this.#judge(message);
      });
    });
    await opened;
  }

  #judge({ callRef, cueId, kind, atMs, decidedAt }: CueMessage): void {
    this.cues += 1;
    const [byId, byMoment] = [`id ${cueId}`, `moment ${callRef} ${kind} ${atMs}`];
    if (this.#seen.has(byId) || this.#seen.has(byMoment)) this.doubledCues += 1;
    this.#seen.add(byId).add(byMoment);
    const lateMs = this.#clocksMs.map((aheadMs) => Math.abs(Date.now() + aheadMs - decidedAt));
    if (Math.min(...lateMs) - this.#lateness.worstMs > STALE_MS) this.staleCues += 1;
  }
}
