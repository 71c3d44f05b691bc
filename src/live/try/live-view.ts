import type { WebSocket } from 'ws';
import { containAsync, every, type FaultHandler } from '../../containment.js';
import type { Classifier } from '../../core/classifier/classifier.js';
import type { Coach } from '../../core/cues/coach.js';
import type { CoachEvent } from '../../core/cues/coach-event.js';
import { coachingRound } from '../../core/cues/coaching-round.js';
import { LIVE_VIEW_PROTOCOL } from '../../delivery/live-view-message.js';
import { type ErrorCode, EvenkeelError } from '../../errors.js';
import { readingTurns } from '../../http/reading-turns.js';
import { refuseSocket } from '../../http/refuse-socket.js';
import { offeredSubprotocols, peerOf, type Upgrade, WebSocketDoor } from '../../http/web-socket-door.js';
import { LoopTurns } from '../coaching/loop-turns.js';
import { LiveViewSession, type LiveViewSessionOptions } from './live-view-session.js';

export type LiveViewOptions = Omit<LiveViewSessionOptions, 'socket' | 'turns' | 'onRefused'> & {
  /** A visitor was not let in, or was sent away. */
  readonly onRefused?: (code: ErrorCode, peer: string) => void;
  readonly classifier: Classifier;
  readonly onFailure: (cause: unknown) => void;
  readonly onFault: FaultHandler;
};

/** Visitors at one time. */
const VISITORS = 4;
const LONGEST_FRAME_BYTES = 65_536;
/** Windows that one visitor may bring to a round. */
const WINDOWS_EACH = 8;

/** `/try`: shows what is heard in a microphone or a file. Off unless configured; nothing of it is kept. */
export class LiveView {
  readonly #options: LiveViewOptions;
  readonly #door = new WebSocketDoor(LONGEST_FRAME_BYTES);
  readonly #sessions = new Map<LiveViewSession, WebSocket>();
  readonly #turns = new LoopTurns();

  constructor(options: LiveViewOptions) {
    this.#options = options;
  }

  handleUpgrade(upgrade: Upgrade): void {
    const peer = peerOf(upgrade.request);
    const onRefused = (code: ErrorCode) => this.#options.onRefused?.(code, peer);
    if (offeredSubprotocols(upgrade.request).includes(LIVE_VIEW_PROTOCOL)) {
      this.#door.open(upgrade, LIVE_VIEW_PROTOCOL, (webSocket) => this.#accept(webSocket, onRefused));
      return;
    }
    onRefused('desktop.protocol-unknown');
    refuseSocket(upgrade.socket, 'desktop.protocol-unknown');
  }

  /** Looks again at every visitor's token. Returns the disposer, which closes all visits. */
  start(everyMs: number): () => void {
    const { onFault } = this.#options;
    const stop = every(everyMs, onFault, () => {
      for (const session of this.#sessions.keys()) void containAsync(onFault, () => session.recheck());
    });
    return () => {
      stop();
      this.close();
    };
  }

  /** One round of the model for all visitors. */
  async tick(): Promise<void> {
    const coaches = new Map<LiveViewSession, Coach>();
    for (const session of this.#sessions.keys())
      if (session.coach !== null) coaches.set(session, session.coach);
    if (coaches.size === 0) return;
    const { classifier, onFailure, onFault } = this.#options;
    const fault = (session: LiveViewSession, cause: unknown) => {
      onFault(cause);
      session.fail(new EvenkeelError('internal.fault'));
    };
    const events = (session: LiveViewSession, heard: readonly CoachEvent[]) => session.deliver(heard);
    await coachingRound(coaches, classifier, { events, modelFailed: onFailure, fault }, WINDOWS_EACH);
  }

  close(): void {
    for (const socket of this.#sessions.values()) socket.close(1001);
  }

  #accept(socket: WebSocket, onRefused: (code: ErrorCode) => void): void {
    const session = new LiveViewSession({ ...this.#options, socket, turns: this.#turns, onRefused });
    if (this.#sessions.size >= VISITORS) {
      session.fail(new EvenkeelError('stream.limit-reached'));
      return;
    }
    this.#sessions.set(session, socket);
    socket.on('message', (data, isBinary) =>
      readingTurns.take(socket, () => {
        if (isBinary) session.receiveAudio(data as Buffer);
        else void session.receiveText(data.toString());
      }),
    );
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      session.close();
      this.#sessions.delete(session);
    });
  }
}
