import type { Principal } from '../auth/principal.js';
import { may } from '../auth/principal.js';
import { type AgentKey, agentKeyText } from '../binding/agent-binding.js';
import { isOwnBreathId } from '../core/cues/self-coach.js';
import { type ErrorCode, EvenkeelError } from '../errors.js';
import type { Language } from '../i18n/language.js';
import type { AgentMessage, DesktopMessage, ServerMessage } from './agent-message.js';
import { DESKTOP_PROTOCOL } from './agent-message.js';
import type { AgentSessionOptions } from './agent-session-options.js';
import { parseDesktopMessage } from './desktop-message.js';
import { DESKTOP_RIGHTS } from './desktop-rights.js';
import { refusalIn } from './refusal-in.js';

type BindMessage = Extract<DesktopMessage, { type: 'bind' }>;

type SessionState =
  | { readonly name: 'awaiting-token'; readonly since: number }
  | { readonly name: 'verifying'; readonly since: number }
  | {
      readonly name: 'open';
      readonly agent: AgentKey;
      readonly principal: Principal;
      readonly token: string;
      readonly expiresAt: number;
      readonly askedForToken: boolean;
      readonly leave: () => void;
    }
  | { readonly name: 'closed' };

/** One desktop of one agent: authenticates it, passes on what is still valid, and reports what the agent did. */
export class AgentSession {
  readonly #options: AgentSessionOptions;
  #state: SessionState;
  #language: Language;
  /** Own-eyes switch: lives and dies with this object. */
  #selfCoaching = false;
  #recent: number[] = [];
  /** The cue that this desktop was sent last: said again for another desktop's sake, it is not sent twice. */
  #lastCueId: string | null = null;

  constructor(options: AgentSessionOptions) {
    this.#options = options;
    this.#language = options.language;
    this.#state = { name: 'awaiting-token', since: options.monotonicMs() };
  }

  /** One text message from the desktop. Never throws; a fault closes this desktop alone. */
  async receive(text: string): Promise<void> {
    try {
      this.#countMessage();
      await this.#act(parseDesktopMessage(text));
    } catch (cause) {
      this.fail(cause instanceof EvenkeelError ? cause : new EvenkeelError('internal.fault'));
    }
  }

  /** To be called every `heartbeatMs`: heartbeat, token expiry, silence before the token. */
  tick(): void {
    const { now, monotonicMs, limits } = this.#options;
    const state = this.#state;
    if (state.name === 'closed') return;
    if (state.name !== 'open') {
      if (monotonicMs() - state.since >= limits.helloTimeoutMs) this.#failWith('desktop.token-first');
      return;
    }
    if (state.expiresAt <= now()) {
      this.#failWith('desktop.token-expired');
      return;
    }
    this.#send({ type: 'heartbeat', serverNow: now() });
    void this.#recheck(state.token);
    if (!state.askedForToken && state.expiresAt - now() <= limits.renewBeforeMs) {
      this.#state = { ...state, askedForToken: true };
      this.#send({ type: 'token-expiring', expiresAt: state.expiresAt });
    }
  }

  /** A token that was revoked, or a session that ended, closes its desktops too; a store that is away closes none. */
  async #recheck(token: string): Promise<void> {
    const no = await this.#options.verifyToken(token).then(() => null, refusalIn);
    if (no !== null && this.#state.name === 'open' && this.#state.token === token) this.fail(no);
  }

  /** Tells the desktop to look for another node; it stays connected until that one has said hello. */
  drain(): void {
    if (this.#state.name === 'open') this.#send({ type: 'draining' });
  }

  /** Says what the server lacks at present; to be called when that changes. */
  tellLimits(): void {
    if (this.#state.name === 'open') this.#send({ type: 'limited', codes: this.#options.missing() });
  }

  /** Closes with the code's own sentence. */
  fail(error: EvenkeelError): void {
    if (this.#state.name === 'closed') return;
    if (error.code !== 'desktop.draining') this.#options.onRefused(error.code);
    this.#send({ type: 'error', code: error.code, text: error.message });
    this.#options.socket.close(error.closeCode, error.code);
    this.closed();
  }

  /** The socket has gone. */
  closed(): void {
    const state = this.#state;
    if (state.name === 'closed') return;
    this.#state = { name: 'closed' };
    this.#selfCoaching = false;
    if (state.name === 'open') state.leave();
  }

  async #act(message: DesktopMessage): Promise<void> {
    const state = this.#state;
    if (state.name === 'closed') return;
    if (message.type === 'token') return this.#authenticate(message.token);
    if (state.name !== 'open') throw new EvenkeelError('desktop.token-first');
    if (!may(state.principal, DESKTOP_RIGHTS[message.type]))
      throw new EvenkeelError('auth.right-missing', `Needed: ${DESKTOP_RIGHTS[message.type]}.`);
    const { bus, sessionId } = this.#options;
    switch (message.type) {
      case 'self-coaching':
        // Where no legal basis is recorded, the wish goes no further than this line.
        if (!this.#options.selfCoachingOffered) return;
        this.#selfCoaching = message.on;
        bus.reportHere(state.agent, { type: 'self-coaching', sessionId, on: this.#selfCoaching });
        return;
      case 'settings':
        this.#language = message.language;
        break;
      case 'feedback':
        // An answer to an own-eyes breath goes no further than this line.
        if (isOwnBreathId(message.cueId)) return;
        // Answered here, gone everywhere: the agent's other desktops take the cue away too.
        if (message.verdict !== 'seen') {
          bus.publish(state.agent, { type: 'cue-ended', callRef: '', cueId: message.cueId });
        }
        break;
      case 'reset':
        if (isOwnBreathId(message.offerId)) return;
        bus.publish(state.agent, { type: 'reset-ended', offerId: message.offerId });
        break;
      case 'bind':
        await this.#bind(state.agent, message);
        return;
      case 'unbind':
        bus.reportHere(state.agent, message);
        return;
      case 'hold':
        // A reference means something to the node that has the call; a call of a platform is known to every one.
        if (message.callRef !== undefined) break;
        bus.reportHere(state.agent, message);
        return;
      case 'mute':
        break;
    }
    bus.report(state.agent, message);
  }

  /** A desktop's own word is not enough: a bad ticket is said, and harms nothing else. */
  async #bind(agent: AgentKey, { platform, callId, ticket }: BindMessage): Promise<void> {
    const { bindCall, verifyBinding } = this.#options;
    try {
      if (ticket === undefined) throw new EvenkeelError('binding.ticket-missing');
      const given = await verifyBinding(ticket);
      const isMeant =
        given.tenant === agent.tenant &&
        given.agentId === agent.agentId &&
        given.platform === platform &&
        given.callId === callId;
      if (!isMeant) throw new EvenkeelError('binding.ticket-invalid');
      await bindCall(given);
    } catch (cause) {
      if (!(cause instanceof EvenkeelError)) throw cause;
      this.#send({ type: 'error', code: cause.code, text: cause.message });
    }
  }

  async #authenticate(token: string): Promise<void> {
    const before = this.#state;
    if (before.name === 'verifying') throw new EvenkeelError('desktop.token-first');
    if (before.name === 'awaiting-token') this.#state = { name: 'verifying', since: before.since };
    const principal = await this.#verified(token, before);
    if (principal === null) return;
    if (!may(principal, DESKTOP_RIGHTS.token)) throw new EvenkeelError('desktop.not-an-agent');
    const agent: AgentKey = { tenant: principal.tenant, agentId: principal.subject };
    const state = this.#state;
    if (state.name === 'closed') return;
    const fresh = { principal, token, expiresAt: principal.expiresAtMs, askedForToken: false };
    if (state.name === 'open') {
      if (agentKeyText(agent) !== agentKeyText(state.agent))
        throw new EvenkeelError('desktop.token-mismatch');
      this.#state = { ...state, ...fresh };
    } else {
      const leave = this.#join(agent);
      this.#state = { name: 'open', agent, leave, ...fresh };
    }
    this.#hello(principal.expiresAtMs);
    if (state.name !== 'open') {
      this.#options.bus.report(agent, { type: 'joined', sessionId: this.#options.sessionId });
    }
  }

  /** While nobody can check a renewed token, the one before is good until its end; null then. */
  async #verified(token: string, before: SessionState): Promise<Principal | null> {
    try {
      return await this.#options.verifyToken(token);
    } catch (cause) {
      const isAway = cause instanceof EvenkeelError && cause.code === 'auth.keys-unavailable';
      if (!isAway || before.name !== 'open') throw cause;
      // Asked for again with the next heartbeat.
      if (this.#state.name === 'open') this.#state = { ...this.#state, askedForToken: false };
      return null;
    }
  }

  #join(agent: AgentKey): () => void {
    const { admit, bus, sessionId } = this.#options;
    const release = admit(agent);
    const unsubscribe = bus.subscribe(agent, (message, isElsewhere) => this.#deliver(message, isElsewhere));
    return () => {
      release();
      unsubscribe();
      bus.report(agent, { type: 'left', sessionId });
    };
  }

  #hello(tokenExpiresAt: number): void {
    const { sessionId, now, limits, selfCoachingOffered } = this.#options;
    this.#send({
      type: 'hello',
      protocol: DESKTOP_PROTOCOL,
      sessionId,
      serverNow: now(),
      heartbeatMs: limits.heartbeatMs,
      tokenExpiresAt,
      selfCoachingOffered,
    });
    if (this.#options.missing().length > 0) this.#send({ type: 'limited', codes: this.#options.missing() });
  }

  #deliver(message: AgentMessage, isElsewhere: boolean): void {
    if ('expiresAt' in message && message.expiresAt <= this.#options.now()) return;
    if (message.type === 'own-breath') {
      if (!this.#selfCoaching || message.sessionId !== this.#options.sessionId) return;
    }
    if (message.type === 'cue') {
      if (message.cueId === this.#lastCueId) return;
      this.#lastCueId = message.cueId;
    }
    this.#send(message);
    // Said to every desktop, whether its switch is on or off: nothing tells who uses it.
    if (message.type === 'call' && isElsewhere && this.#options.selfCoachingOffered)
      this.#send({ type: 'own-eyes-elsewhere', callRef: message.callRef });
  }

  #send(message: ServerMessage): void {
    if (this.#state.name === 'closed') return;
    const { socket, limits, dialect } = this.#options;
    if (socket.bufferedAmount > limits.maxBufferedBytes) {
      this.#options.onDropped();
      const slow = new EvenkeelError('desktop.too-slow');
      socket.close(slow.closeCode, slow.code);
      this.closed();
      return;
    }
    const text = dialect(message, this.#language);
    if (text === null) return;
    socket.send(text);
    if (message.type === 'cue' && message.heardAt !== undefined)
      this.#options.onCueSent(this.#options.now() - message.heardAt, message.callRef);
  }

  #countMessage(): void {
    const now = this.#options.monotonicMs();
    this.#recent = [...this.#recent.filter((at) => now - at < 10_000), now];
    if (this.#recent.length > this.#options.limits.maxMessagesPer10s) {
      throw new EvenkeelError('desktop.too-fast');
    }
  }

  #failWith(code: ErrorCode): void {
    this.fail(new EvenkeelError(code));
  }
}
