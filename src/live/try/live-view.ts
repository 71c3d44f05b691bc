import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Classifier } from '../../core/classifier/classifier.js';
import type { Coach } from '../../core/cues/coach.js';
import { coachingRound } from '../../core/cues/coaching-round.js';
import { LIVE_VIEW_PROTOCOL } from '../../delivery/live-view-message.js';
import { EvenkeelError } from '../../errors.js';
import { LiveViewSession, type LiveViewSessionOptions } from './live-view-session.js';

export type LiveViewOptions = Omit<LiveViewSessionOptions, 'socket'> & {
  readonly classifier: Classifier;
  readonly onFailure: (cause: unknown) => void;
};

/** Visitors at one time. */
const VISITORS = 4;
const LONGEST_FRAME_BYTES = 65_536;

/** `/try`: shows what is heard in a microphone or a file. Off unless configured; nothing of it is kept. */
export class LiveView {
  readonly #options: LiveViewOptions;
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LONGEST_FRAME_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(LIVE_VIEW_PROTOCOL) ? LIVE_VIEW_PROTOCOL : false),
  });
  readonly #sessions = new Set<LiveViewSession>();

  constructor(options: LiveViewOptions) {
    this.#options = options;
  }

  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.#accept(webSocket));
  }

  /** One round of the model for all visitors. */
  async tick(): Promise<void> {
    const coaches = new Map<LiveViewSession, Coach>();
    for (const session of this.#sessions) if (session.coach !== null) coaches.set(session, session.coach);
    if (coaches.size === 0) return;
    const { classifier, onFailure } = this.#options;
    await coachingRound(coaches, classifier, (session, events) => session.deliver(events), onFailure);
  }

  close(): void {
    for (const client of this.#sockets.clients) client.close(1001);
    this.#sockets.close();
  }

  #accept(socket: WebSocket): void {
    const session = new LiveViewSession({ ...this.#options, socket });
    if (this.#sessions.size >= VISITORS) {
      session.fail(new EvenkeelError('stream.limit-reached'));
      return;
    }
    this.#sessions.add(session);
    socket.on('message', (data, isBinary) => {
      if (isBinary) session.receiveAudio(data as Buffer);
      else void session.receiveText(data.toString());
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      session.close();
      this.#sessions.delete(session);
    });
  }
}
