import { may } from '../../auth/principal.js';
import { bearerToken } from '../../auth/stream-credentials.js';
import type { TokenVerifier } from '../../auth/verify-token.js';
import type { SettingsFor } from '../../config/sections/connectors-section.js';
import { ERRORS, type ErrorCode } from '../../errors.js';
import { boundedAttributes } from '../bounded-attributes.js';
import type {
  AdapterEvent,
  AdapterSocket,
  MediaAdapter,
  MediaProtocol,
  StreamCloseReason,
  UpgradeRequest,
} from '../media-adapter.js';
import { RawAudioReader } from '../raw-audio.js';
import { NATIVE_RIGHT, type NativeAnswer, type NativeMessage, readNativeMessage } from './native-messages.js';

/** The WebSocket subprotocol; sources may leave it out. */
const NATIVE_SUBPROTOCOL = 'evenkeel.audio.v1';

/** Evenkeel's own protocol (docs/protocol-native.md): a JSON start, then raw audio, JSON in between and at the end. */
export function nativeProtocol(settings: SettingsFor<'native'>, tokens: TokenVerifier): MediaProtocol {
  return {
    async authenticate(upgrade) {
      const offered = (upgrade.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
      const subprotocol = offered.includes(NATIVE_SUBPROTOCOL) ? NATIVE_SUBPROTOCOL : null;
      if (subprotocol === null && offered.some((name) => name !== ''))
        return { kind: 'refused', code: 'stream.subprotocol-unknown' };
      const token = tokenOf(upgrade);
      if (token === null) return { kind: 'refused', code: 'auth.token-missing' };
      const principal = await tokens.verify(token);
      if (!may(principal, NATIVE_RIGHT)) return { kind: 'refused', code: 'auth.right-missing' };
      if (settings.tenant !== null && settings.tenant !== principal.tenant)
        return { kind: 'refused', code: 'auth.right-missing' };
      return { kind: 'accepted', tenant: principal.tenant, subprotocol };
    },
    connect: (socket, emit) => new NativeAdapter(socket, emit),
  };
}

/** Headers are for servers; browsers cannot set them, hence the query parameter of RFC 6750, 2.3. */
function tokenOf({ headers, target }: UpgradeRequest): string | null {
  return bearerToken(headers) ?? new URLSearchParams(target.split('?')[1] ?? '').get('access_token');
}

type NativeState =
  | { readonly kind: 'awaiting-start' }
  | { readonly kind: 'open'; readonly audio: RawAudioReader }
  | { readonly kind: 'over' };

class NativeAdapter implements MediaAdapter {
  readonly closingHarmsCall = false;
  readonly #socket: AdapterSocket;
  readonly #emit: (event: AdapterEvent) => void;
  readonly #remarked = new Set<ErrorCode>();
  #state: NativeState = { kind: 'awaiting-start' };

  constructor(socket: AdapterSocket, emit: (event: AdapterEvent) => void) {
    this.#socket = socket;
    this.#emit = emit;
  }

  onText(text: string): void {
    if (this.#state.kind === 'over') return;
    const message = readNativeMessage(text);
    if (message.type === 'fault') this.#fail(message.code);
    else if (message.type !== 'unknown') this.#take(message);
  }

  onBinary(data: Uint8Array): void {
    const state = this.#state;
    if (state.kind === 'over') return;
    if (state.kind === 'awaiting-start') {
      this.#fail('stream.start-missing');
      return;
    }
    for (const chunk of state.audio.read(data)) this.#emit({ type: 'audio', chunk });
  }

  end(reason: StreamCloseReason): void {
    this.#state = { kind: 'over' };
    this.#socket.whenKept(() => {
      this.#say({ type: 'ended', reason });
      this.#socket.close();
    });
  }

  /** Says each remark once; the metrics count every time. */
  remark(code: ErrorCode): void {
    if (this.#remarked.has(code)) return;
    this.#remarked.add(code);
    this.#say({ type: 'warning', code, message: ERRORS[code].text });
  }

  #take(message: NativeMessage): void {
    const state = this.#state;
    if (message.type === 'start') {
      this.#start(message);
      return;
    }
    if (state.kind !== 'open') {
      this.#fail('stream.start-missing');
      return;
    }
    switch (message.type) {
      case 'gap':
        for (const gap of state.audio.skip(message.durationMs, message.reason))
          this.#emit({ type: 'gap', gap });
        return;
      case 'notice': {
        const { given, wordingVersion } = message;
        this.#emit({ type: 'notice', notice: { given, wordingVersion } });
        return;
      }
      case 'end':
        this.#emit({ type: 'end' });
        this.end('normal');
        return;
      case 'pause':
      case 'resume':
        this.#emit({ type: 'pause', on: message.type === 'pause' });
        return;
      default:
        this.#emit(message);
        return;
    }
  }

  #start(start: Extract<NativeMessage, { type: 'start' }>): void {
    if (this.#state.kind !== 'awaiting-start') {
      this.#fail('stream.start-repeated');
      return;
    }
    const { codec, sampleRateHz, roles } = start;
    this.#state = { kind: 'open', audio: new RawAudioReader({ codec, sampleRateHz, roles }) };
    this.#say({ type: 'started', callId: start.callId });
    this.#emit({
      type: 'open',
      claim: {
        callId: start.callId,
        platformSessionId: start.sessionId,
        roles,
        notice: start.notice,
        agentId: start.agentId,
        language: start.language,
        isProbe: false,
        attributes: boundedAttributes(start.attributes),
      },
    });
  }

  #fail(code: ErrorCode): void {
    this.#state = { kind: 'over' };
    this.#say({ type: 'error', code, message: ERRORS[code].text });
    this.#socket.fail(code);
  }

  #say(message: NativeAnswer): void {
    this.#socket.sendText(JSON.stringify(message));
  }
}
