import { isDeepStrictEqual } from 'node:util';
import { bearerToken, sameSecret } from '../../../auth/stream-credentials.js';
import type { MediaStreamsConnector } from '../../../config/sections/connectors/media-streams-connector.js';
import type { Role } from '../../../core/audio/audio-frame.js';
import { SOURCE_RATES_HZ } from '../../../core/audio/resampler.js';
import type { ErrorCode } from '../../../errors.js';
import { ownField } from '../../../own-field.js';
import { EarlyAudio, LIMIT_BYTES_AS_TEXT } from '../../early-audio.js';
import type { IngestClock } from '../../ingest-clock.js';
import type {
  AdapterEvent,
  AdapterSocket,
  MediaAdapter,
  MediaProtocol,
  UpgradeRequest,
  UpgradeVerdict,
} from '../../media-adapter.js';
import { fieldAt, numberAt, parseObject, textAt } from '../../message-fields.js';
import { decodeRaw } from '../../raw-codec.js';
import { wholeFramesOf } from '../../sample-edge.js';
import type { WholeFrames } from '../../whole-frames.js';
import { type Chunk, ChunkOrder } from './chunk-order.js';
import { DIALECTS, type Dialect, trackName } from './dialects.js';
import { OneTimeTokens } from './one-time-token.js';
import { readStart, type StreamStart } from './stream-start.js';
import { isSignedUpgrade } from './upgrade-signature.js';

function faultOf({ callId, codec, sampleRateHz }: StreamStart): ErrorCode | null {
  if (callId === null) return 'stream.message-invalid';
  if (codec === null) return 'audio.codec-unknown';
  return SOURCE_RATES_HZ.includes(sampleRateHz) ? null : 'audio.sample-rate-unknown';
}

/** Twilio Media Streams and its dialects. Listens only: on a unidirectional stream nothing may be sent. */
export function mediaStreams(connector: MediaStreamsConnector, clock: IngestClock): MediaProtocol {
  const tokens = connector.oneTimeToken === null ? null : new OneTimeTokens(connector.oneTimeToken.secret);
  const admits = (start: StreamStart): ErrorCode | null => {
    if (connector.accountId !== null && start.accountId !== connector.accountId)
      return 'auth.credentials-invalid';
    if (tokens === null || connector.oneTimeToken === null) return null;
    const token = ownField(start.attributes, connector.oneTimeToken.parameter) ?? '';
    return tokens.redeem(token, start.callId ?? '', clock.wallMs()) ? null : 'auth.token-invalid';
  };
  return {
    authenticate: async (upgrade) => authenticate(connector, upgrade),
    connect: (socket, emit) => new MediaStreamsAdapter(connector, { admits, clock }, socket, emit),
  };
}

function authenticate(connector: MediaStreamsConnector, upgrade: UpgradeRequest): UpgradeVerdict {
  const { authToken, bearerToken: expected, publicOrigin, tenant } = connector;
  if (authToken !== null) {
    if (upgrade.headers['x-twilio-signature'] === undefined) {
      return { kind: 'refused', code: 'auth.signature-missing' };
    }
    if (!isSignedUpgrade(upgrade, authToken, publicOrigin)) {
      return { kind: 'refused', code: 'auth.signature-invalid' };
    }
  }
  if (expected !== null) {
    // Telnyx sends its stream_auth_token bare.
    const sent = bearerToken(upgrade.headers) ?? upgrade.headers.authorization ?? '';
    if (!sameSecret(sent, expected)) return { kind: 'refused', code: 'auth.credentials-invalid' };
  }
  return { kind: 'accepted', tenant, subprotocol: null };
}

type Track = {
  readonly role: Role;
  readonly order: ChunkOrder;
  readonly frames: WholeFrames;
  /** Where the audio so far ends by the platform's own positions. */
  endMs: number;
};

type Door = {
  /** Why a start is refused; null = it is welcome. */
  readonly admits: (start: StreamStart) => ErrorCode | null;
  readonly clock: IngestClock;
};

type State =
  /** Media that has overtaken the start waits for it. */
  | { readonly kind: 'waiting'; readonly early: EarlyAudio<unknown> }
  | { readonly kind: 'open'; readonly start: StreamStart; readonly tracks: ReadonlyMap<string, Track> }
  | { readonly kind: 'over' };

class MediaStreamsAdapter implements MediaAdapter {
  readonly closingHarmsCall = false;
  readonly #dialect: Dialect;
  #state: State = { kind: 'waiting', early: new EarlyAudio(LIMIT_BYTES_AS_TEXT) };

  constructor(
    private readonly connector: MediaStreamsConnector,
    private readonly door: Door,
    private readonly socket: AdapterSocket,
    private readonly emit: (event: AdapterEvent) => void,
  ) {
    this.#dialect = DIALECTS[connector.protocol];
  }

  onText(text: string): void {
    const message = parseObject(text);
    const event = textAt(message, this.#dialect.event)?.toLowerCase();
    if (message === null || event === undefined) {
      this.#complain('stream.message-invalid');
      return;
    }
    switch (event) {
      case 'start':
        this.#start(message);
        return;
      case 'media':
        this.#media(message, text.length);
        return;
      case 'dtmf':
        this.#dtmf(message);
        return;
      case 'stop':
        this.#stop();
        return;
      default:
        // `connected`, `mark`, `error` and whatever a platform adds later.
        return;
    }
  }

  /** Only Kazoo's raw mode sends audio without JSON. */
  onBinary(data: Uint8Array): void {
    if (data.length === 0) return;
    if (this.#state.kind === 'waiting') {
      this.#complain('stream.start-missing');
      return;
    }
    if (this.connector.protocol !== 'kazoo') {
      this.#complain('stream.audio-ignored');
      return;
    }
    this.#take(null, null, { bytes: data, timestampMs: null, cameAtMs: undefined });
  }

  end(): void {
    this.#state = { kind: 'over' };
    this.socket.close();
  }

  #start(message: unknown): void {
    if (this.#state.kind === 'over') return;
    const start = readStart(message, this.#dialect, this.connector);
    if (this.#state.kind === 'open') {
      // Said twice, it starts nothing else; another start is another stream.
      if (isDeepStrictEqual(start, this.#state.start)) this.#complain('stream.start-repeated');
      else this.socket.fail('stream.start-repeated');
      return;
    }
    const fault = faultOf(start) ?? this.door.admits(start);
    if (fault !== null || start.callId === null) {
      this.socket.fail(fault ?? 'stream.message-invalid');
      return;
    }
    const tracks = new Map<string, Track>();
    for (const [name, role] of start.roles) {
      const order = new ChunkOrder(this.#dialect.reorders);
      const frames = wholeFramesOf(start.codec ?? this.#dialect.codec, this.connector.byteOrder, 1);
      tracks.set(name, { role, order, frames, endMs: 0 });
    }
    const { early } = this.#state;
    this.#state = { kind: 'open', start, tracks };
    this.emit({
      type: 'open',
      sinceMs: early.sinceMs,
      claim: {
        callId: start.callId,
        platformSessionId: start.streamId,
        roles: [...new Set(start.roles.values())],
        notice: null,
        agentId: null,
        language: start.attributes.language ?? null,
        isProbe: false,
        attributes: start.attributes,
      },
    });
    for (const { message, atMs } of early.take()) this.#media(message, 0, atMs);
  }

  /** Where messages may overtake each other, the start is waited for a moment. */
  #hold(early: EarlyAudio<unknown>, message: unknown, bytes: number): void {
    const mayWait = this.#dialect.reorders && early.hold(message, bytes, this.door.clock.monotonicMs());
    if (!mayWait) this.socket.fail('stream.start-missing');
  }

  #media(message: unknown, size: number, cameAtMs?: number): void {
    if (this.#state.kind === 'waiting') {
      this.#hold(this.#state.early, message, size);
      return;
    }
    const isEmpty = this.#dialect.payload.some((path) => fieldAt(message, path) === '');
    const payload = isEmpty ? '' : textAt(message, this.#dialect.payload, Number.POSITIVE_INFINITY);
    if (payload === null) {
      this.#complain('stream.message-invalid');
      return;
    }
    const bytes = Buffer.from(payload, 'base64');
    const timestampMs = numberAt(message, this.#dialect.timestamp);
    const { chunk, reorders, sequence } = this.#dialect;
    const number = numberAt(message, chunk) ?? (reorders ? null : numberAt(message, sequence));
    this.#take(textAt(message, this.#dialect.track), number, { bytes, timestampMs, cameAtMs });
  }

  #take(name: string | null, number: number | null, chunk: Chunk): void {
    if (this.#state.kind !== 'open') return;
    const { start, tracks } = this.#state;
    const track = name === null ? tracks.values().next().value : tracks.get(trackName(name));
    if (track === undefined) {
      this.#complain('stream.audio-ignored');
      return;
    }
    const { ready, restarted } = track.order.push(number, chunk);
    if (restarted) this.emit({ type: 'warn', code: 'stream.counter-restarted' });
    for (const each of ready) this.#play(track, start, each);
  }

  /** Time stamps are passed on as they are: the stream's timeline decides what it makes of them. */
  #play(track: Track, { codec, sampleRateHz }: StreamStart, { bytes, timestampMs, cameAtMs }: Chunk): void {
    if (codec === null) return;
    const { role } = track;
    const samples = decodeRaw(codec, track.frames.take(bytes), this.connector.byteOrder);
    if (samples.length === 0) return;
    const streamTimeMs = timestampMs ?? track.endMs;
    track.endMs = streamTimeMs + (samples.length * 1000) / sampleRateHz;
    const isStamped = timestampMs !== null;
    this.emit({ type: 'audio', cameAtMs, isStamped, chunk: { role, streamTimeMs, sampleRateHz, samples } });
  }

  #dtmf(message: unknown): void {
    const digit = textAt(message, this.#dialect.digit, 1);
    if (this.#state.kind === 'open' && digit !== null) this.emit({ type: 'dtmf', digit });
  }

  #stop(): void {
    if (this.#state.kind !== 'open') {
      this.socket.close();
      return;
    }
    const { start, tracks } = this.#state;
    for (const track of tracks.values()) {
      for (const rest of track.order.flush()) this.#play(track, start, rest);
    }
    this.#state = { kind: 'over' };
    this.emit({ type: 'end' });
    this.socket.close();
  }

  /** Before the stream is open a fault ends it; afterwards it is counted and the call goes on. */
  #complain(code: ErrorCode): void {
    if (this.#state.kind === 'waiting') this.socket.fail(code);
    else if (this.#state.kind === 'open') this.emit({ type: 'warn', code });
  }
}
