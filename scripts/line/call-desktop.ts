import { once } from 'node:events';
import { WebSocket } from 'ws';
import { DESKTOP_PROTOCOL, type ServerMessage } from '../../src/delivery/agent-message.js';
import type { ServedInstance } from '../served/served-instance.js';

export type ShownCue = { readonly kind: string; readonly atMs: number };

/** Time for what is said after the call's record is kept. */
const LAST_WORDS_MS = 1_000;

/** The desktop of one agent, who is on one call: keeps the cues that it is shown, and can put the call on hold. */
export class CallDesktop {
  readonly agentId: string;
  readonly cues: ShownCue[] = [];
  /** What the desktop was told of the call, in order. */
  readonly states: string[] = [];
  readonly #socket: WebSocket;
  #callRef: string | null = null;

  private constructor(agentId: string, socket: WebSocket) {
    this.agentId = agentId;
    this.#socket = socket;
    socket.on('message', (data) => this.#hear(JSON.parse(String(data)) as ServerMessage));
  }

  static async open(served: ServedInstance, agentId: string): Promise<CallDesktop> {
    const token = await served.token('agent', agentId);
    const socket = new WebSocket(`${served.url.replace(/^http/, 'ws')}/desktop`, DESKTOP_PROTOCOL);
    socket.on('error', () => {});
    const desktop = new CallDesktop(agentId, socket);
    const closed = once(socket, 'close').then(([code]) => {
      throw new Error(`The desktop of ${agentId} was closed with ${code} before it was told anything.`);
    });
    socket.once('open', () => socket.send(JSON.stringify({ type: 'token', token })));
    await Promise.race([once(socket, 'message'), closed]);
    closed.catch(() => {});
    return desktop;
  }

  hold(on: boolean): void {
    this.#socket.send(JSON.stringify({ type: 'hold', callRef: this.#callRef, on }));
  }

  async ended(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS));
  }

  close(): void {
    this.#socket.close();
  }

  #hear(message: ServerMessage): void {
    if (message.type === 'call') {
      this.#callRef = message.callRef;
      this.states.push(message.state);
    }
    if (message.type === 'cue') this.cues.push({ kind: message.kind, atMs: message.atMs });
    if (message.type === 'reset') this.cues.push({ kind: 'reset', atMs: message.atMs });
  }
}
