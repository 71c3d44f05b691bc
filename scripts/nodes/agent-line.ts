import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { DESKTOP_PROTOCOL, type ServerMessage } from '../../src/delivery/agent-message.js';
import { type Random, seededRandom } from '../../src/lab/random/seeded-random.js';
import { placeCall } from '../../src/lab/telephones/place-call.js';
import { nativeTelephone } from '../../src/lab/telephones/platforms/native-telephone.js';
import type { TwoPartyRecording } from '../../src/lab/telephones/two-party-recording.js';
import { WALL_CLOCK } from '../../src/lab/telephones/wall-clock.js';
import { ask } from '../privacy/site-client.js';
import { streamPlan } from '../served/stream-plan.js';
import type { CueJudge } from './cue-judge.js';
import type { NodeSite, SiteNode } from './node-site.js';

/** Call seconds per second: a call has its cues before it ends. */
const SPEED = 2;
/** Share of calls whose caller objects. */
const OBJECTING = 0.15;

/** What an agent was told of what is missing. */
export type Told = { readonly atMs: number; readonly what: 'call-lost' | 'limited' };

/** An agent who takes one short call after another on one node, with the desktop open at the other. */
export class AgentLine {
  readonly agentId: string;
  readonly acknowledged: string[] = [];
  /** New calls that no node took. */
  refused = 0;
  told: Told[] = [];
  /** The nodes of the call and of the desktop; null = none at the moment. */
  callAt: SiteNode | null = null;
  desktopAt: SiteNode | null = null;
  readonly #index: number;
  readonly #site: NodeSite;
  readonly #judge: CueJudge;
  readonly #recording: TwoPartyRecording;
  readonly #random: Random;
  #desktop: WebSocket | null = null;
  #idleSinceMs: number | null = 0;
  #objectedAtMs: number | null = null;
  #isOver = false;
  #hangUp = new AbortController();
  readonly #talking: Promise<void>;

  constructor(index: number, site: NodeSite, judge: CueJudge, recording: TwoPartyRecording) {
    this.agentId = `agent-${index}`;
    this.#index = index;
    this.#site = site;
    this.#judge = judge;
    this.#recording = recording;
    this.#random = seededRandom(index + 1);
    this.#talking = this.#takeCalls();
  }

  /** Ends the call under way politely; resolves when it has. */
  async end(): Promise<void> {
    this.#isOver = true;
    this.#hangUp.abort();
    await this.#talking;
    this.#desktop?.close();
  }

  async #takeCalls(): Promise<void> {
    await this.#openDesktop();
    for (let count = 0; !this.#isOver; count++) {
      const callId = `call-${this.#index}-${count}`;
      this.#hangUp = new AbortController();
      const signal = AbortSignal.any([
        this.#hangUp.signal,
        AbortSignal.timeout(Math.round(6_000 + this.#random() * 14_000)),
      ]);
      const objection = this.#random() < OBJECTING ? this.#object(callId, signal) : null;
      await this.#take(callId, signal);
      await objection;
      // Not before: while the database is away, an objection may outlast its call. It is not of the next one.
      this.#objectedAtMs = null;
    }
  }

  /** The platform connects again, to any node that takes calls, until the call has ended by itself. */
  async #take(callId: string, signal: AbortSignal): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      const node = this.#site.ready(this.#index);
      const token = await node.served.token('source', 'nodes');
      this.callAt = node;
      this.#idleSinceMs = null;
      const report = await placeCall(
        nativeTelephone,
        this.#recording,
        streamPlan(node.served.url, nativeTelephone, { callId, agentId: this.agentId, token }),
        { speed: SPEED, faults: new Set(), clock: WALL_CLOCK, random: this.#random, signal },
      );
      this.callAt = null;
      this.#idleSinceMs = performance.now();
      const [line] = report.lines;
      if (report.completed) this.acknowledged.push(callId);
      else if (attempt === 0 && line?.readyMs === null) this.refused += 1;
      if (report.completed || signal.aborted) break;
      await sleep(200 + 300 * this.#random());
    }
  }

  /** The caller objects in the middle of the call, by any node. */
  async #object(callId: string, signal: AbortSignal): Promise<void> {
    await sleep(3_000, null, { signal }).catch(() => {});
    if (signal.aborted) return;
    const node = this.#site.ready(this.#index + Math.round(this.#random()));
    const path = `/v1/calls/native/${callId}/objection`;
    const isTaken = await ask(node.served, { role: 'admin', method: 'PUT', path }).then(
      () => true,
      () => false,
    );
    if (isTaken && !signal.aborted) this.#objectedAtMs = performance.now();
  }

  /** At the other node; there again when the line is lost, or the node goes. */
  async #openDesktop(): Promise<void> {
    while (!this.#isOver) {
      const node = this.#site.ready(this.#index + 1);
      if (await this.#connect(node)) return;
      await sleep(250);
    }
  }

  async #connect(node: SiteNode): Promise<boolean> {
    const token = await node.served.token('agent', this.agentId);
    const socket = new WebSocket(`${node.served.url.replace(/^http/, 'ws')}/desktop`, DESKTOP_PROTOCOL);
    const seen = new Set<string>();
    let aheadMs = 0;
    return new Promise((resolve) => {
      socket.on('open', () => socket.send(JSON.stringify({ type: 'token', token })));
      socket.on('error', () => {});
      socket.on('close', () => {
        resolve(false);
        if (this.#desktop !== socket) return;
        this.#desktop = null;
        this.desktopAt = null;
        void this.#openDesktop();
      });
      socket.on('message', (data) => {
        const message = JSON.parse(String(data)) as ServerMessage;
        if ('serverNow' in message) aheadMs = message.serverNow - Date.now();
        if (message.type === 'hello') {
          // The one before is let go once the new one has said hello.
          const before = this.#desktop;
          this.#desktop = socket;
          this.desktopAt = node;
          before?.close();
          resolve(true);
        }
        if (message.type === 'draining') void this.#openDesktop();
        this.#note(message);
        if (message.type === 'cue' && this.#desktop === socket)
          this.#judge.judge({
            agentId: this.agentId,
            cue: message,
            aheadMs,
            seen,
            idleSinceMs: this.#idleSinceMs,
            objectedAtMs: this.#objectedAtMs,
          });
      });
    });
  }

  #note(message: ServerMessage): void {
    const atMs = performance.now();
    if (message.type === 'unavailable' && message.why === 'stream-lost')
      this.told.push({ atMs, what: 'call-lost' });
    if (message.type === 'limited' && message.codes.includes('desktop.redis-unavailable'))
      this.told.push({ atMs, what: 'limited' });
  }
}
