import type { CallKey } from '../binding/agent-binding.js';
import type { Config } from '../config/config-schema.js';
import type { ConnectorSettings } from '../config/sections/connectors-section.js';
import type { Role } from '../core/audio/audio-frame.js';
import type { ErrorCode } from '../errors.js';
import { isIdentifier } from '../identifier.js';
import { ChannelCheck } from './channel-check.js';
import { FlowRate } from './flow-rate.js';
import type { IngestClock } from './ingest-clock.js';
import { observed } from './ingest-observer.js';
import type { LineReport } from './line-report.js';
import type {
  AdapterEvent,
  MediaSink,
  MediaStream,
  StreamClaim,
  StreamCloseReason,
} from './media-adapter.js';
import { claimedAgentOf, noticeOf, objectsAtOpen } from './stream-claims.js';
import { StreamTimeline } from './stream-timeline.js';

export type OpenStreamParts = {
  readonly streamId: string;
  readonly tenant: string;
  readonly connector: ConnectorSettings;
  readonly limits: Config['ingest'];
  readonly clock: IngestClock;
  readonly sink: MediaSink;
  /** Hears what was noticed without ending the stream. */
  readonly warned: (code: ErrorCode) => void;
};

/** Audio may be this late after the opening, and a channel this long without a sound, before it is worth a remark. */
const FIRST_AUDIO_MS = 10_000;
const SILENT_MS = 20_000;
/** After this time the sample rate shows against the clock; the ratio may be off by e^0.25, that is by a quarter. */
const RATE_KNOWN_MS = 8_000;
const RATE_TOLERANCE = 0.25;

/** A stream that has opened: puts what the adapter reads on the clock, and believes only what the connector is trusted for. */
export class OpenStream {
  readonly #parts: OpenStreamParts;
  readonly #stream: MediaStream;
  readonly #call: CallKey;
  readonly #openedAtMs: number;
  readonly #timeline: StreamTimeline;
  readonly #roles: StreamClaim['roles'];
  readonly #checks: ReadonlyMap<Role, ChannelCheck>;
  readonly #noticed = new Set<ErrorCode>();
  readonly #rate = new FlowRate();
  /** Since when audio is awaited: the opening, or the end of a pause. */
  #awaitedFromMs: number;
  #flow: 'live' | 'paused' | 'held' = 'live';
  #stale = false;
  #noticeHeld = true;
  #droppedMs = 0;

  /** `sinceMs`: when its first audio came, where that was before it opened. */
  constructor(parts: OpenStreamParts, claim: StreamClaim, sinceMs?: number) {
    const { clock, connector, limits, sink, streamId, tenant } = parts;
    const notice = noticeOf(connector, claim);
    const namedAgent = claimedAgentOf(connector, claim);
    const claimedAgent = namedAgent !== null && isIdentifier(namedAgent) ? namedAgent : null;
    const nowMs = clock.monotonicMs();
    const openedAtMs = sinceMs ?? nowMs;
    this.#parts = parts;
    this.#roles = claim.roles;
    this.#checks = new Map(claim.roles.map((role) => [role, new ChannelCheck()]));
    this.#timeline = new StreamTimeline(limits, claim.roles);
    this.#openedAtMs = openedAtMs;
    this.#awaitedFromMs = openedAtMs;
    this.#call = { tenant, platform: observed(connector).platform, callId: claim.callId };
    this.#stream = sink.stream({
      ...this.#call,
      streamId,
      connector: connector.name,
      platformSessionId: claim.platformSessionId,
      roles: claim.roles,
      notice,
      agentId: connector.agent.trusted ? claimedAgent : null,
      language: claim.language,
      openedAtMs,
      openedAtWallMs: clock.wallMs() - (nowMs - openedAtMs),
    });
    this.#compareNotice();
    if (claimedAgent !== null && !connector.agent.trusted) this.#warn('stream.agent-untrusted');
    if (namedAgent !== claimedAgent) this.#warn('stream.agent-invalid');
    if (objectsAtOpen(connector, claim)) this.#stream.handle({ type: 'objection' });
  }

  /** Paused or held: silence is not a sign of abandonment. */
  get mayBeSilent(): boolean {
    return this.#flow !== 'live';
  }

  /** The call that the stream belongs to. */
  get call(): CallKey {
    return this.#call;
  }

  /** Another node has the call. */
  get isElsewhere(): boolean {
    return this.#stream.isElsewhere ?? false;
  }

  get line(): LineReport {
    const channels = [...this.#checks].map(([role, check]) => ({
      role,
      heardMs: check.report.heardMs,
      sound: check.report.sound,
      suspicion: check.report.suspicion,
      offsetMs: Math.round(this.#timeline.offsetMs(role)),
    }));
    return {
      connector: this.#parts.connector.name,
      noticeGiven: this.#stream.noticeHolds,
      elapsedMs: Math.round(this.#rate.elapsedMs),
      streamMs: Math.round(this.#rate.streamMs),
      channels,
    };
  }

  /** Looks for what is wrong with the line; called about once a second. Each fault is told once. */
  sweep(): void {
    this.#compareNotice();
    this.#compareDropped();
    if (this.mayBeSilent) return;
    const { elapsedMs, streamMs, channels } = this.line;
    const awaitedMs = this.#parts.clock.monotonicMs() - this.#awaitedFromMs;
    if (awaitedMs > FIRST_AUDIO_MS && this.#timeline.spanMs === 0) this.#warnOnce('stream.audio-missing');
    if (elapsedMs > RATE_KNOWN_MS && Math.abs(Math.log(streamMs / elapsedMs)) > RATE_TOLERANCE)
      this.#warnOnce('stream.rate-suspect');
    for (const { sound, heardMs, suspicion } of channels) {
      if (heardMs > SILENT_MS && sound === 'none') this.#warnOnce('stream.channel-silent');
      if (suspicion !== 'none') this.#warnOnce('stream.codec-suspect');
    }
  }

  take(event: Exclude<AdapterEvent, { type: 'open' | 'end' }>): void {
    const { connector } = this.#parts;
    switch (event.type) {
      case 'audio':
        this.#audio(event);
        return;
      case 'gap': {
        const gap = this.#timeline.declare(event.gap, this.#sinceOpenedMs());
        if (gap !== null) this.#stream.handle({ type: 'gap', gap });
        return;
      }
      case 'pause':
      case 'hold':
        if (event.on) this.#flow = event.type === 'hold' ? 'held' : 'paused';
        else this.#goOn();
        break;
      case 'dtmf':
        if (event.digit === connector.objection.digit) this.#stream.handle({ type: 'objection' });
        break;
      case 'agent':
        if (!connector.agent.trusted) {
          this.#warn('stream.agent-untrusted');
          return;
        }
        if (event.agentId !== null && !isIdentifier(event.agentId)) {
          this.#warn('stream.agent-invalid');
          return;
        }
        break;
      case 'notice':
        if (connector.notice.by !== 'stream') return;
        break;
      case 'warn':
        this.#warn(event.code);
        return;
      case 'objection':
      case 'language':
        break;
    }
    this.#stream.handle(event);
  }

  /** Returns what resolves once what is kept of the call is durable; null where nothing is waited for. */
  close(reason: StreamCloseReason): Promise<void> | null {
    this.#stream.handle({ type: 'close', reason });
    return this.#stream.settled?.() ?? null;
  }

  /** Another leg may have changed how the call stands: a source that carries the caller is told each time it is lost. */
  #compareNotice(): void {
    const holds = this.#stream.noticeHolds;
    if (!holds && this.#noticeHeld && this.#roles.some((role) => role !== 'agent'))
      this.#warn('stream.notice-missing');
    this.#noticeHeld = holds;
  }

  /** Told each time that more has been left out, at most once a second. */
  #compareDropped(): void {
    const droppedMs = this.#stream.droppedMs ?? 0;
    if (droppedMs > this.#droppedMs) this.#warn('stream.audio-dropped');
    this.#droppedMs = droppedMs;
  }

  #goOn(): void {
    this.#flow = 'live';
    this.#awaitedFromMs = this.#parts.clock.monotonicMs();
    this.#rate.resumed();
    this.#timeline.resumed();
  }

  #sinceOpenedMs(): number {
    return this.#parts.clock.monotonicMs() - this.#openedAtMs;
  }

  #audio({ chunk, cameAtMs, isStamped }: Extract<AdapterEvent, { type: 'audio' }>): void {
    const { role } = chunk;
    this.#checks.get(role)?.add(chunk.samples, chunk.sampleRateHz);
    const nowMs = cameAtMs === undefined ? this.#sinceOpenedMs() : cameAtMs - this.#openedAtMs;
    const { gap, realigned, streamTimeMs } = this.#timeline.place(chunk, nowMs, isStamped);
    const durationMs = (chunk.samples.length * 1000) / chunk.sampleRateHz;
    this.#rate.add(nowMs, durationMs, this.#timeline.spanMs, this.#timeline.isBehind);
    if (gap !== null) {
      const from = streamTimeMs - gap.durationMs;
      this.#stream.handle({ type: 'gap', gap: { role, streamTimeMs: from, ...gap } });
      if (gap.reason === 'lost' && gap.durationMs > this.#parts.limits.driftLimitMs)
        this.#warn('stream.audio-lost');
    }
    if (realigned) this.#warnOnce('stream.timestamps-distrusted');
    const { stale } = this.#timeline;
    if (stale !== this.#stale) {
      this.#stale = stale;
      this.#stream.handle({ type: 'stale', on: stale });
      if (stale) this.#warn('stream.audio-stale');
    }
    this.#stream.handle({
      type: 'audio',
      chunk: streamTimeMs === chunk.streamTimeMs ? chunk : { ...chunk, streamTimeMs },
    });
  }

  #warnOnce(code: ErrorCode): void {
    if (this.#noticed.has(code)) return;
    this.#noticed.add(code);
    this.#warn(code);
  }

  #warn(code: ErrorCode): void {
    this.#stream.handle({ type: 'warn', code });
    this.#parts.warned(code);
  }
}
