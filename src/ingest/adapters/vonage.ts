import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { bearerToken, sameSecret } from '../../auth/stream-credentials.js';
import type { VonageConnector } from '../../config/sections/connectors/vonage-connector.js';
import type { Role } from '../../core/audio/audio-frame.js';
import { SOURCE_RATES_HZ } from '../../core/audio/resampler.js';
import type { ErrorCode } from '../../errors.js';
import { ownField } from '../../own-field.js';
import { boundedAttributes } from '../bounded-attributes.js';
import { codecNamed } from '../codec-names.js';
import type { AdapterEvent, AdapterSocket, MediaAdapter, MediaProtocol } from '../media-adapter.js';
import { parseObject, textAt } from '../message-fields.js';
import { RawAudioReader } from '../raw-audio.js';

/**
 * Vonage Voice API WebSocket endpoint. A WebSocket is a participant and hears the mix of everybody else: unless a leg
 * says its role (because `canHear` restricts it to one party), nothing is claimed about the caller. Listens only:
 * audio sent would be heard by the callers.
 */
export function vonage(connector: VonageConnector): MediaProtocol {
  return {
    authenticate: async ({ headers }) => {
      const { bearerToken: expected, tenant } = connector;
      if (expected !== null && !sameSecret(bearerToken(headers) ?? '', expected)) {
        return { kind: 'refused', code: 'auth.credentials-invalid' };
      }
      return { kind: 'accepted', tenant, subprotocol: null };
    },
    connect: (socket, emit) => new VonageAdapter(connector, socket, emit),
  };
}

type State =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'open'; readonly audio: RawAudioReader; readonly opening: object }
  | { readonly kind: 'over' };

class VonageAdapter implements MediaAdapter {
  /** Without a fallback NCCO the call completes when its WebSocket leg goes. */
  readonly closingHarmsCall = true;
  #state: State = { kind: 'waiting' };

  constructor(
    private readonly connector: VonageConnector,
    private readonly socket: AdapterSocket,
    private readonly emit: (event: AdapterEvent) => void,
  ) {}

  onText(text: string): void {
    if (this.#state.kind === 'over') return;
    const message = parseObject(text);
    const event = textAt(message, ['event'])?.toLowerCase();
    if (message === null) {
      this.#complain('stream.message-invalid');
      return;
    }
    if (event === 'websocket:connected') this.#open(message);
    else if (event === 'websocket:dtmf' && this.#state.kind === 'open') {
      const digit = textAt(message, ['digit', 'dtmf.digit'], 1);
      if (digit !== null) this.emit({ type: 'dtmf', digit });
    }
  }

  onBinary(data: Uint8Array): void {
    if (data.length === 0 || this.#state.kind === 'over') return;
    if (this.#state.kind === 'waiting') {
      this.#complain('stream.start-missing');
      return;
    }
    const { audio } = this.#state;
    for (const chunk of audio.read(data)) this.emit({ type: 'audio', chunk });
  }

  end(): void {
    this.#state = { kind: 'over' };
    this.socket.close();
  }

  #open(message: Readonly<Record<string, unknown>>): void {
    if (this.#state.kind === 'open') {
      // Said twice, it opens nothing else; another leg is another stream.
      if (isDeepStrictEqual(message, this.#state.opening)) this.#complain('stream.start-repeated');
      else this.socket.fail('stream.start-repeated');
      return;
    }
    const { callIdKey, role: usualRole, token } = this.connector;
    const attributes = boundedAttributes(message);
    if (token !== null && !sameSecret(ownField(attributes, token.parameter) ?? '', token.secret)) {
      this.socket.fail('auth.credentials-invalid');
      return;
    }
    const contentType = textAt(message, ['content-type']) ?? 'audio/l16;rate=16000';
    const sampleRateHz = Number(/;\s*rate\s*=\s*(\d{4,5})/i.exec(contentType)?.[1] ?? 16_000);
    if (codecNamed(contentType) !== 'l16' || !SOURCE_RATES_HZ.includes(sampleRateHz)) {
      this.socket.fail(
        codecNamed(contentType) === 'l16' ? 'audio.sample-rate-unknown' : 'audio.codec-unknown',
      );
      return;
    }
    const roles: readonly Role[] = [roleNamed(attributes.role) ?? usualRole];
    const audio = new RawAudioReader({ codec: 'l16', sampleRateHz, roles });
    this.#state = { kind: 'open', audio, opening: message };
    this.emit({
      type: 'open',
      claim: {
        callId: textAt(message, [callIdKey, 'conversation_uuid', 'uuid'], 128) ?? `unnamed-${randomUUID()}`,
        platformSessionId: textAt(message, ['uuid'], 128),
        roles,
        notice: null,
        agentId: null,
        language: attributes.language ?? null,
        isProbe: false,
        attributes,
      },
    });
  }

  /** Before the leg is known a fault ends it; afterwards it is counted and the call goes on. */
  #complain(code: ErrorCode): void {
    if (this.#state.kind === 'waiting') this.socket.fail(code);
    else this.emit({ type: 'warn', code });
  }
}

function roleNamed(name: string | undefined): Role | null {
  const role = name?.toLowerCase();
  return role === 'customer' || role === 'agent' || role === 'mixed' ? role : null;
}
