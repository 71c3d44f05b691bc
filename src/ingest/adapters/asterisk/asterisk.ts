import { randomUUID } from 'node:crypto';
import { basicCredentials, sameSecret } from '../../../auth/stream-credentials.js';
import type { AsteriskConnector } from '../../../config/sections/connectors/asterisk-connector.js';
import type { Role } from '../../../core/audio/audio-frame.js';
import { boundedAttributes } from '../../bounded-attributes.js';
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
/** Audio that comes before MEDIA_START waits for it up to this size: two seconds of slin16. */
const PRE_ROLL_BYTES = 64_000;

/**
 * Asterisk chan_websocket, one mono tap on each socket. Listens only: HANGUP would end the call, and audio would be
 * played into it. Neither call nor party is taken from the query string: Asterisk keeps `v(...)` parameters of an
 * earlier call on a shared connection (res_websocket_client.c, ast_websocket_client_add_uri_params).
 * `announcedCallId` is what an integrator said of a socket that Evenkeel dials.
 */
export function asterisk(connector: AsteriskConnector, announcedCallId?: string): MediaProtocol {
  return {
    // Asterisk as server: Dial(WebSocket/INCOMING/…) waits for us at /media/<connection id>.
    dialSubprotocols: [SUBPROTOCOL],
    authenticate: async (upgrade) => authenticate(connector, upgrade),
    connect: (socket, emit) => new AsteriskAdapter(connector, announcedCallId ?? null, socket, emit),
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
  | { readonly kind: 'waiting'; readonly preRoll: readonly Uint8Array[]; readonly bytes: number }
  | { readonly kind: 'open'; readonly audio: RawAudioReader }
  | { readonly kind: 'over' };

class AsteriskAdapter implements MediaAdapter {
  /** In a plain Dial the call ends with its WebSocket channel; in a ChanSpy or Snoop tap it does not. */
  readonly closingHarmsCall = true;
  #state: State = { kind: 'waiting', preRoll: [], bytes: 0 };

  constructor(
    private readonly connector: AsteriskConnector,
    private readonly announcedCallId: string | null,
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
    const { preRoll, bytes } = this.#state;
    this.#state = { kind: 'waiting', preRoll: [...preRoll, data.slice()], bytes: bytes + data.length };
    if (this.#state.bytes >= PRE_ROLL_BYTES) this.#open(null);
  }

  #open(message: ControlMessage | null): void {
    if (this.#state.kind !== 'waiting') return;
    const { preRoll } = this.#state;
    const { callIdVariable, roleVariable } = this.connector;
    const variables = message === null ? {} : channelVariables(message);
    const format = asteriskFormat(textAt(message?.fields, ['format']) ?? this.connector.format);
    const role = this.connector.role ?? roleNamed(textAt(variables, [roleVariable]));
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
      claim: {
        callId:
          this.announcedCallId ??
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
    for (const data of preRoll) this.#play(audio, data);
  }

  #play(audio: RawAudioReader, data: Uint8Array): void {
    for (const chunk of audio.read(data)) this.emit({ type: 'audio', chunk });
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
