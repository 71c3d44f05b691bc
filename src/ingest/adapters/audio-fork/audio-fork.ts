import { randomUUID } from 'node:crypto';
import { basicCredentials, bearerToken, sameSecret } from '../../../auth/stream-credentials.js';
import type { AudioForkConnector } from '../../../config/sections/connectors/audio-fork-connector.js';
import { SOURCE_RATES_HZ } from '../../../core/audio/resampler.js';
import { EarlyAudio } from '../../early-audio.js';
import type { IngestClock } from '../../ingest-clock.js';
import type {
  AdapterEvent,
  AdapterSocket,
  MediaAdapter,
  MediaProtocol,
  UpgradeRequest,
  UpgradeVerdict,
} from '../../media-adapter.js';
import { parseObject, textAt } from '../../message-fields.js';
import { RawAudioReader } from '../../raw-audio.js';
import { readForkMetadata } from './fork-metadata.js';

const SUBPROTOCOLS = ['audio.jambonz.org', 'audio.drachtio.org'];

/** jambonz `listen` and FreeSWITCH mod_audio_fork / mod_audio_stream. Listens only: anything sent could be played. */
export function audioFork(connector: AudioForkConnector, clock: IngestClock): MediaProtocol {
  return {
    authenticate: async (upgrade) => authenticate(connector, upgrade),
    connect: (socket, emit, _verdict, upgrade) =>
      new AudioForkAdapter({ connector, clock, upgrade }, socket, emit),
  };
}

function authenticate(connector: AudioForkConnector, upgrade: UpgradeRequest): UpgradeVerdict {
  const { basic, bearerToken: expected, tenant } = connector;
  const sent = basicCredentials(upgrade.headers);
  const isBasic =
    basic !== null &&
    sent !== null &&
    sameSecret(sent.user, basic.username) &&
    sameSecret(sent.password, basic.password);
  const isBearer = expected !== null && sameSecret(bearerToken(upgrade.headers) ?? '', expected);
  if ((basic !== null || expected !== null) && !isBasic && !isBearer) {
    return { kind: 'refused', code: 'auth.credentials-invalid' };
  }
  const offered = (upgrade.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  const subprotocol = SUBPROTOCOLS.find((name) => offered.includes(name)) ?? null;
  return { kind: 'accepted', tenant, subprotocol };
}

type AudioForkParts = {
  readonly connector: AudioForkConnector;
  readonly clock: IngestClock;
  readonly upgrade: UpgradeRequest;
};

type State =
  | { readonly kind: 'waiting'; readonly early: EarlyAudio<Uint8Array> }
  | { readonly kind: 'open'; readonly audio: RawAudioReader }
  | { readonly kind: 'over' };

class AudioForkAdapter implements MediaAdapter {
  /** A `listen` that is the main verb ends with its socket, and the call goes on to the next verb, often to its end. */
  readonly closingHarmsCall: boolean;
  #state: State = { kind: 'waiting', early: new EarlyAudio() };

  constructor(
    private readonly parts: AudioForkParts,
    private readonly socket: AdapterSocket,
    private readonly emit: (event: AdapterEvent) => void,
  ) {
    this.closingHarmsCall = parts.connector.protocol === 'jambonz';
  }

  /** The first text is the metadata; later ones are events. */
  onText(text: string): void {
    if (this.#state.kind === 'waiting') {
      this.#open(text);
      return;
    }
    if (this.#state.kind !== 'open') return;
    const message = parseObject(text);
    const digit = textAt(message, ['dtmf', 'digit'], 1);
    if (textAt(message, ['event'])?.toLowerCase() === 'dtmf' && digit !== null)
      this.emit({ type: 'dtmf', digit });
  }

  onBinary(data: Uint8Array): void {
    // A graceful shutdown flushes with an empty frame.
    if (data.length === 0) return;
    if (this.#state.kind === 'waiting') this.#hold(this.#state.early, data);
    else if (this.#state.kind === 'open') this.#play(this.#state.audio, data);
  }

  /** A plain module without metadata starts with audio; where the URL does not say which call it is, metadata is waited for. */
  #hold(early: EarlyAudio<Uint8Array>, data: Uint8Array): void {
    const mayWait = early.hold(data.slice(), data.length, this.parts.clock.monotonicMs());
    if (!mayWait || this.#callIdOfUrl() !== null) this.#open(null);
  }

  #play(audio: RawAudioReader, data: Uint8Array, cameAtMs?: number): void {
    for (const chunk of audio.read(data)) this.emit({ type: 'audio', cameAtMs, chunk });
  }

  end(): void {
    this.#state = { kind: 'over' };
    this.socket.close();
  }

  #open(text: string | null): void {
    if (this.#state.kind !== 'waiting') return;
    const { early } = this.#state;
    const metadata = readForkMetadata(text, this.parts.connector);
    const { sampleRateHz, roles, attributes } = metadata;
    if (!SOURCE_RATES_HZ.includes(sampleRateHz)) {
      this.#state = { kind: 'over' };
      this.socket.fail('audio.sample-rate-unknown');
      return;
    }
    const audio = new RawAudioReader({ codec: 'l16', sampleRateHz, roles });
    this.#state = { kind: 'open', audio };
    this.emit({
      type: 'open',
      sinceMs: early.sinceMs,
      claim: {
        callId: metadata.callId ?? this.#callIdOfUrl() ?? `unnamed-${randomUUID()}`,
        platformSessionId: metadata.sessionId,
        roles,
        notice: null,
        agentId: null,
        language: attributes.language ?? null,
        isProbe: false,
        attributes,
      },
    });
    for (const { message, atMs } of early.take()) this.#play(audio, message, atMs);
  }

  /** mod_audio_stream has no field for the call: its dialplan puts the channel's uuid into the metadata or the URL. */
  #callIdOfUrl(): string | null {
    const query = new URLSearchParams(this.parts.upgrade.target.split('?', 2)[1] ?? '');
    const id = query.get('callId') ?? query.get('uuid');
    return id !== null && id !== '' && id.length <= 128 ? id : null;
  }
}
