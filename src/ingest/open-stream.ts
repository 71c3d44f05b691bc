import type { AudioChunk } from '../audio/audio-frame.js';
import type { Config } from '../config/config-schema.js';
import type { ConnectorSettings } from '../config/sections/connectors-section.js';
import type { ErrorCode } from '../errors.js';
import type { IngestClock } from './ingest-clock.js';
import type {
  AdapterEvent,
  MediaSink,
  MediaStream,
  StreamClaim,
  StreamCloseReason,
} from './media-adapter.js';
import { claimedAgentOf, noticeOf, objectsAtOpen } from './stream-claims.js';
import { StreamClock } from './stream-clock.js';

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

/** A stream that has opened: puts what the adapter reads on the clock, and believes only what the connector is trusted for. */
export class OpenStream {
  readonly #parts: OpenStreamParts;
  readonly #stream: MediaStream;
  readonly #clock: StreamClock;
  readonly #roles: StreamClaim['roles'];
  #flow: 'live' | 'paused' | 'held' = 'live';
  #stale = false;

  constructor(parts: OpenStreamParts, claim: StreamClaim) {
    const { clock, connector, limits, sink, streamId, tenant } = parts;
    const notice = noticeOf(connector, claim);
    const claimedAgent = claimedAgentOf(connector, claim);
    const openedAtMs = clock.monotonicMs();
    this.#parts = parts;
    this.#roles = claim.roles;
    this.#clock = new StreamClock(limits, openedAtMs);
    this.#stream = sink.stream({
      streamId,
      tenant,
      connector: connector.name,
      platform: connector.platform ?? connector.protocol,
      callId: claim.callId,
      platformSessionId: claim.platformSessionId,
      roles: claim.roles,
      notice,
      agentId: connector.agent.trusted ? claimedAgent : null,
      language: claim.language,
      openedAtMs,
      openedAtWallMs: clock.wallMs(),
    });
    if (!notice.given) this.#warn('stream.notice-missing');
    if (claimedAgent !== null && !connector.agent.trusted) this.#warn('stream.agent-untrusted');
    if (objectsAtOpen(connector, claim)) this.#stream.handle({ type: 'objection' });
  }

  /** Paused or held: silence is no sign of abandonment. */
  get mayBeSilent(): boolean {
    return this.#flow !== 'live';
  }

  take(event: Exclude<AdapterEvent, { type: 'open' | 'end' }>): void {
    const { connector } = this.#parts;
    switch (event.type) {
      case 'audio':
        this.#audio(event.chunk);
        return;
      case 'gap': {
        const streamTimeMs = event.gap.streamTimeMs + this.#clock.jumpedMs;
        this.#stream.handle({ type: 'gap', gap: { ...event.gap, streamTimeMs } });
        return;
      }
      case 'pause':
        this.#flow = 'paused';
        break;
      case 'resume':
        this.#goOn();
        break;
      case 'hold':
        if (event.on) this.#flow = 'held';
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

  close(reason: StreamCloseReason): void {
    this.#stream.handle({ type: 'close', reason });
  }

  #goOn(): void {
    this.#flow = 'live';
    this.#clock.resumed();
  }

  #audio(chunk: AudioChunk): void {
    const endMs = chunk.streamTimeMs + (chunk.samples.length * 1000) / chunk.sampleRateHz;
    const streamTimeMs = chunk.streamTimeMs + this.#clock.jumpedMs;
    const { gap, stale } = this.#clock.arrived(endMs, this.#parts.clock.monotonicMs());
    if (gap !== null) {
      for (const role of this.#roles)
        this.#stream.handle({ type: 'gap', gap: { role, streamTimeMs, ...gap } });
      if (gap.reason === 'lost') this.#warn('stream.audio-lost');
    }
    if (stale !== this.#stale) {
      this.#stale = stale;
      this.#stream.handle({ type: 'stale', on: stale });
      if (stale) this.#warn('stream.audio-stale');
    }
    const jumpedMs = this.#clock.jumpedMs;
    const placed = jumpedMs === 0 ? chunk : { ...chunk, streamTimeMs: chunk.streamTimeMs + jumpedMs };
    this.#stream.handle({ type: 'audio', chunk: placed });
  }

  #warn(code: ErrorCode): void {
    this.#stream.handle({ type: 'warn', code });
    this.#parts.warned(code);
  }
}
