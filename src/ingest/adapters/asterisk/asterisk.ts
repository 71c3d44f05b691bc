import { randomUUID } from 'node:crypto';
import { basicCredentials, sameSecret } from '../../../auth/stream-credentials.js';
import type { AsteriskConnector } from '../../../config/sections/connectors/asterisk-connector.js';
import type { Role } from '../../../core/audio/audio-frame.js';
import { boundedAttributes } from '../../bounded-attributes.js';
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
import { textAt } from '../../message-fields.js';
import { RawAudioReader } from '../../raw-audio.js';
import { asteriskFormat, type ControlMessage, channelVariables, readControl } from './media-start.js';

const SUBPROTOCOL = 'media';

/**
 * Asterisk chan_websocket, one mono tap on each socket. Listens only: HANGUP would end the call, and audio would be
 * played into it. Neither call nor party is taken from the query string: Asterisk keeps `v(...)` parameters of an
 * earlier call on a shared connection (res_websocket_client.c, ast_websocket_client_add_uri_params).
 * `announcedCallId` is what an integrator said of a socket that Evenkeel dials.
 */
export function asterisk(
  connector: AsteriskConnector,
  clock: IngestClock,
  announcedCallId?: string,
): MediaProtocol {
  return {
    // Asterisk as server: Dial(WebSocket/INCOMING/…) waits for us at /media/<connection id>.
    dialSubprotocols: [SUBPROTOCOL],
    authenticate: async (upgrade) => authenticate(connector, upgrade),
    connect: (socket, emit) =>
      new AsteriskAdapter({ connector, clock, announcedCallId: announcedCallId ?? null }, socket, emit),
  };
}

function authenticate({ basic, tenant }: AsteriskConnector, upgrade: UpgradeRequest): UpgradeVerdict {
  if (basic !== null) {
    const sent = basicCredentials(upgrade.headers);
    const same =
      sent !== null && sameSecret(sent.user, basic.username) && sameSecret(sent.password, basic.password);
    if (!same) return { kind: 'refused', code: 'auth.credentials-invalid' };
  }
  const offered = (upgrade.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  return { kind: 'accepted', tenant, subprotocol: offered.includes(SUBPROTOCOL) ? SUBPROTOCOL : null };
}

type State =
  | { readonly kind: 'waiting'; readonly early: EarlyAudio<Uint8Array> }
  | { readonly kind: 'open'; readonly audio: RawAudioReader }
  | { readonly kind: 'over' };

type AsteriskParts = {
  readonly connector: AsteriskConnector;
  readonly clock: IngestClock;
  readonly announcedCallId: string | null;
};

class AsteriskAdapter implements MediaAdapter {
  /** In a plain Dial the call ends with its WebSocket channel; in a ChanSpy or Snoop tap it does not. */
  readonly closingHarmsCall = true;
  #state: State = { kind: 'waiting', early: new EarlyAudio() };

  constructor(
    private readonly parts: AsteriskParts,
    private readonly socket: AdapterSocket,
    private readonly emit: (event: AdapterEvent) => void,
  ) {}

  onText(text: string): void {
    const message = readControl(text);
    if (message === null) {
      if (this.#state.kind === 'open') this.emit({ type: 'warn', code: 'stream.message-invalid' });
      return;
    }
    // MEDIA_XON, MEDIA_XOFF, STATUS and the rest concern a party that talks.
    if (message.name === 'MEDIA_START' && this.#state.kind === 'waiting') this.#open(message);
    else if (message.name === 'DTMF_END' && this.#state.kind === 'open') {
      const digit = textAt(message.fields, ['digit'], 1);
      if (digit !== null) this.emit({ type: 'dtmf', digit });
    }
  }

  /** The first frame can be short, and silence can send none: the position is counted in samples. */
  onBinary(data: Uint8Array): void {
    if (data.length === 0) return;
    if (this.#state.kind === 'waiting') this.#hold(data);
    else if (this.#state.kind === 'open') this.#play(this.#state.audio, data);
  }

  end(): void {
    this.#state = { kind: 'over' };
    this.socket.close();
  }

  /** MEDIA_START can come a second late; when it does not come at all, the connector's own format is used. */
  #hold(data: Uint8Array): void {
    if (this.#state.kind !== 'waiting') return;
    const { early } = this.#state;
    if (!early.hold(data.slice(), data.length, this.parts.clock.monotonicMs())) this.#open(null);
  }

  #open(message: ControlMessage | null): void {
    if (this.#state.kind !== 'waiting') return;
    const { early } = this.#state;
    const { announcedCallId, connector } = this.parts;
    const { callIdVariable, roleVariable } = connector;
    const variables = message === null ? {} : channelVariables(message);
    const format = asteriskFormat(textAt(message?.fields, ['format']) ?? connector.format);
    const role = connector.role ?? roleNamed(textAt(variables, [roleVariable]));
    if (format === null) {
      this.#refuse('audio.codec-unknown');
      return;
    }
    if (role === null) {
      this.#refuse('stream.role-unknown');
      return;
    }
    const channelId = textAt(message?.fields, ['channel_id'], 128);
    const audio = new RawAudioReader({ ...format, roles: [role] });
    this.#state = { kind: 'open', audio };
    this.emit({
      type: 'open',
      sinceMs: early.sinceMs,
      claim: {
        callId:
          announcedCallId ??
          textAt(variables, [callIdVariable], 128) ??
          channelId ??
          `unnamed-${randomUUID()}`,
        platformSessionId: channelId,
        roles: [role],
        notice: null,
        agentId: null,
        language: textAt(variables, ['language', 'LANGUAGE'], 35),
        isProbe: false,
        attributes: boundedAttributes(variables),
      },
    });
    for (const { message, atMs } of early.take()) this.#play(audio, message, atMs);
  }

  #play(audio: RawAudioReader, data: Uint8Array, cameAtMs?: number): void {
    for (const chunk of audio.read(data)) this.emit({ type: 'audio', cameAtMs, chunk });
  }

  #refuse(code: 'audio.codec-unknown' | 'stream.role-unknown'): void {
    this.#state = { kind: 'over' };
    this.socket.fail(code);
  }
}

function roleNamed(name: string | null): Role | null {
  const role = name?.toLowerCase();
  return role === 'customer' || role === 'agent' || role === 'mixed' ? role : null;
}
