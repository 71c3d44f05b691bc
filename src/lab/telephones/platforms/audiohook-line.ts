import type { CallFrame } from '../call-frame.js';
import { callParameters } from '../call-parameters.js';
import type { CallPlan, Speaker } from '../call-plan.js';
import { encodeFrame } from '../encode-frame.js';
import type { TelephoneLine, Wire } from '../telephone.js';

type Channel = 'external' | 'internal';
type Media = { type: 'audio'; format: 'PCMU' | 'L16'; channels: Channel[]; rate: 8000 };
type ServerMessage = {
  readonly type: string;
  readonly seq: number;
  readonly clientseq: number;
  readonly parameters?: Readonly<Record<string, unknown>>;
};

export type SessionIds = {
  readonly sessionId: string;
  readonly organizationId: string;
  readonly conversationId: string;
};

/** A session is in exactly one of these; `paused` remembers whether audio will be announced by `resumed`. */
type State = 'opening' | 'active' | 'paused' | 'resuming' | 'closing' | 'closed';

const PING_MS = 5000;
const FIRST_PING_MS = 1000;
const SPEAKER: Readonly<Record<Channel, Speaker>> = { external: 'customer', internal: 'agent' };

/** One AudioHook session as the client holds it, with the checks that make a real client give up. */
export class AudiohookLine implements TelephoneLine {
  readonly url: string;
  readonly subprotocols: readonly string[] = [];
  readonly closesWith = null;
  #state: State = 'opening';
  #selected: Media | null = null;
  #seq = 0;
  #serverSeq = 0;
  #positionMs = 0;
  #openedAtMs: number | null = null;
  #ping: { readonly seq: number; readonly atMs: number } | null = null;
  #nextPingMs = 0;
  #nowMs = 0;
  #lastRttMs: number | null = null;
  readonly #seen = { pings: 0, pongs: 0, maxRttMs: 0, pauses: 0, disconnects: 0, violations: 0 };

  constructor(
    private readonly plan: CallPlan,
    private readonly ids: SessionIds,
    readonly headers: Readonly<Record<string, string>>,
  ) {
    this.url = plan.url;
  }

  greeting(): readonly Wire[] {
    const { organizationId, conversationId } = this.ids;
    return [
      this.#say('open', {
        organizationId,
        conversationId,
        participant: {
          id: '883efee8-3d6c-4537-b500-6d7ca4b92fa0',
          ani: '+1-555-555-1234',
          aniName: 'Simulated caller',
          dnis: '+1-800-555-6789',
        },
        media: this.#offers(),
        ...(this.plan.language === null ? {} : { language: this.plan.language }),
        customConfig: callParameters(this.plan),
      }),
    ];
  }

  mayTalk(): boolean {
    return this.#state === 'active' || this.#state === 'resuming';
  }

  talk(frame: CallFrame): readonly Wire[] {
    const wires: Wire[] = [];
    if (this.#state === 'resuming') {
      const discarded = duration(frame.startMs - this.#positionMs);
      wires.push(this.#say('resumed', { start: duration(this.#positionMs), discarded }));
      this.#state = 'active';
    }
    this.#positionMs = frame.startMs + frame.durationMs;
    if (this.#selected === null) return wires;
    const speakers = this.#selected.channels.map((channel) => SPEAKER[channel]);
    return [...wires, encodeFrame(frame, speakers, this.#selected.format === 'PCMU' ? 'pcmu' : 'l16')];
  }

  /** Pings a second after `opened`, again at once to learn the round trip, then every five seconds. */
  idle(elapsedMs: number): readonly Wire[] {
    this.#nowMs = elapsedMs;
    if (this.#openedAtMs === null || this.#state === 'closing' || this.#state === 'closed') return [];
    if (elapsedMs < this.#nextPingMs) return [];
    if (this.#ping !== null) return this.#violation(408, 'No pong has come in time.');
    return [this.#sayPing()];
  }

  hear(text: string): readonly Wire[] {
    const message = JSON.parse(text) as ServerMessage;
    if (message.seq !== this.#serverSeq + 1)
      return this.#violation(400, 'The server has skipped a sequence number.');
    this.#serverSeq = message.seq;
    if (typeof message.parameters !== 'object') return this.#violation(400, 'The message has no parameters.');
    switch (message.type) {
      case 'opened':
        return this.#opened(message.parameters);
      case 'pong':
        return this.#pong(message);
      case 'pause':
        this.#seen.pauses++;
        this.#state = 'paused';
        return [this.#say('paused', {})];
      case 'resume':
        if (this.#state === 'paused') this.#state = 'resuming';
        return [];
      case 'disconnect':
        this.#seen.disconnects++;
        this.#state = 'closing';
        return [this.#say('close', { reason: 'disconnect' })];
      case 'closed':
        this.#state = 'closed';
        return [];
      default:
        return [];
    }
  }

  /** Monitoring is paused; the audio that follows is announced by `resumed`. */
  hold(on: boolean): readonly Wire[] {
    if (on && this.#state === 'active') {
      this.#state = 'paused';
      return [this.#say('paused', {})];
    }
    if (!on && this.#state === 'paused') this.#state = 'resuming';
    return [];
  }

  farewell(): readonly Wire[] {
    if (this.#state === 'closing' || this.#state === 'closed') return [];
    this.#state = 'closing';
    return [this.#say('close', { reason: 'end' })];
  }

  mayHangUp(): boolean {
    return this.#state === 'closed';
  }

  observations(): Readonly<Record<string, number>> {
    return this.#seen;
  }

  #offers(): Media[] {
    const format = this.plan.encoding === 'l16' ? 'L16' : 'PCMU';
    const [first] = this.plan.channelOrder;
    const stereo: Channel[] = first === 'customer' ? ['external', 'internal'] : ['internal', 'external'];
    const offers: Channel[][] = [stereo, ['external'], ['internal']];
    return offers.map((channels) => ({ type: 'audio', format, channels, rate: 8000 }));
  }

  #opened({ media }: Readonly<Record<string, unknown>>): readonly Wire[] {
    const list = Array.isArray(media) ? (media as unknown[]) : [];
    const offers = this.#offers().map((offer) => JSON.stringify(offer));
    const [selected] = list;
    const wasOffered = selected === undefined || offers.includes(JSON.stringify(selected));
    if (list.length > 1 || !wasOffered) return this.#violation(400, 'The selected media was not offered.');
    this.#selected = (selected as Media | undefined) ?? null;
    this.#state = 'active';
    this.#openedAtMs = this.#nowMs;
    this.#nextPingMs = this.#nowMs + FIRST_PING_MS;
    return [];
  }

  #pong({ clientseq }: ServerMessage): readonly Wire[] {
    if (this.#ping === null || clientseq !== this.#ping.seq) {
      return this.#violation(400, 'The pong answers another message than the ping.');
    }
    const isFirst = this.#seen.pongs === 0;
    this.#lastRttMs = this.#nowMs - this.#ping.atMs;
    this.#seen.pongs++;
    this.#seen.maxRttMs = Math.max(this.#seen.maxRttMs, this.#lastRttMs);
    this.#ping = null;
    return isFirst ? [this.#sayPing()] : [];
  }

  #sayPing(): string {
    this.#seen.pings++;
    this.#nextPingMs = this.#nowMs + PING_MS;
    const text = this.#say('ping', this.#lastRttMs === null ? {} : { rtt: duration(this.#lastRttMs) });
    this.#ping = { seq: this.#seq, atMs: this.#nowMs };
    return text;
  }

  /** A real client says what is wrong and closes. */
  #violation(code: number, message: string): readonly Wire[] {
    this.#seen.violations++;
    if (this.#state === 'closing' || this.#state === 'closed') return [];
    this.#state = 'closing';
    return [this.#say('error', { code, message }), this.#say('close', { reason: 'error' })];
  }

  #say(type: string, parameters: Readonly<Record<string, unknown>>): string {
    this.#seq++;
    return JSON.stringify({
      version: '2',
      id: this.ids.sessionId,
      type,
      seq: this.#seq,
      serverseq: this.#serverSeq,
      position: duration(this.#positionMs),
      parameters,
    });
  }
}

/** ISO 8601, seconds only. */
function duration(ms: number): string {
  return `PT${(ms / 1000).toFixed(3).replace(/\.?0+$/, '')}S`;
}
