import { ERRORS, type ErrorCode } from '../../../errors.js';
import { boundedAttributes } from '../../bounded-attributes.js';
import type { AdapterEvent, AdapterSocket, MediaAdapter, StreamCloseReason } from '../../media-adapter.js';
import { RawAudioReader } from '../../raw-audio.js';
import {
  type AudioHookMedia,
  type Envelope,
  envelopeSchema,
  jumpSchema,
  openSchema,
  ROLE_OF_CHANNEL,
  selectMedia,
  ZERO_UUID,
} from './audiohook-messages.js';

export type AudioHookOpening = {
  /** From the upgrade's headers; null where the peer sent none. */
  readonly sessionId: string | null;
  readonly organizationId: string | null;
  readonly supportedLanguages: readonly string[];
  /** Why the peer is refused inside the protocol; null = it is welcome. */
  readonly refusal: ErrorCode | null;
};

type AudioHookState =
  | { readonly kind: 'preparing' }
  /** `audio` is null when no medium was selected. */
  | { readonly kind: 'active'; readonly audio: RawAudioReader | null }
  /** Audio that was on its way when the client paused is still taken, up to this position. */
  | { readonly kind: 'paused'; readonly audio: RawAudioReader | null; readonly untilMs: number }
  /** We said `disconnect`: only the client's `close` still matters. */
  | { readonly kind: 'disconnecting' }
  | { readonly kind: 'closed' };

/** How long a client that was told to disconnect may take to close. */
const CLOSE_GRACE_MS = 10_000;
const IN_FLIGHT_MS = 1_000;
/** A jump of the timeline beyond this is not a pause of a call. */
const LONGEST_JUMP_MS = 14_400_000;
const TEXT_LIMIT = 65_535;

/** One AudioHook session, message by message. Every obligation to reply is met here, at once, before anything else. */
export class AudioHookAdapter implements MediaAdapter {
  readonly closingHarmsCall = false;
  readonly #socket: AdapterSocket;
  readonly #emit: (event: AdapterEvent) => void;
  readonly #opening: AudioHookOpening;
  #sessionId: string | null;
  #state: AudioHookState = { kind: 'preparing' };
  #clientSeq = 0;
  #serverSeq = 0;

  constructor(socket: AdapterSocket, emit: (event: AdapterEvent) => void, opening: AudioHookOpening) {
    this.#socket = socket;
    this.#emit = emit;
    this.#opening = opening;
    this.#sessionId = opening.sessionId;
    if (opening.refusal !== null) this.#disconnect('unauthorized', opening.refusal);
  }

  onText(text: string): void {
    if (this.#state.kind === 'closed') return;
    const message = text.length > TEXT_LIMIT ? null : parseEnvelope(text);
    if (message === null) {
      this.#fault(text.length > TEXT_LIMIT ? 'stream.text-too-large' : 'stream.message-invalid');
      return;
    }
    this.#sessionId ??= message.id;
    const isExpected = message.seq === this.#clientSeq + 1 && message.serverseq <= this.#serverSeq;
    const isOurs = message.id.toLowerCase() === this.#sessionId.toLowerCase();
    // The close of a client that was told to disconnect is answered whatever its counters say.
    if (this.#state.kind === 'disconnecting' || (isExpected && isOurs)) {
      this.#clientSeq = message.seq;
      this.#take(message);
    } else this.#fault(isOurs ? 'stream.sequence-broken' : 'stream.session-mismatch');
  }

  onBinary(data: Uint8Array): void {
    const state = this.#state;
    if (state.kind === 'closed' || state.kind === 'disconnecting') return;
    if (state.kind === 'preparing') {
      this.#fault('stream.start-missing');
      return;
    }
    const isLate = state.kind === 'paused' && state.audio !== null && state.audio.positionMs >= state.untilMs;
    if (state.audio === null || isLate) {
      this.#emit({ type: 'warn', code: 'stream.audio-ignored' });
      return;
    }
    // The protocol sends whole sample frames: read on from a torn one, caller and agent could change places.
    if (state.audio.isTorn(data)) {
      this.#fault('audio.frame-torn');
      return;
    }
    for (const chunk of state.audio.read(data)) this.#emit({ type: 'audio', chunk });
  }

  end(reason: StreamCloseReason): void {
    if (this.#state.kind === 'closed' || this.#state.kind === 'disconnecting') return;
    this.#state = { kind: 'disconnecting' };
    this.#send('disconnect', { reason: reason === 'drain' ? 'completed' : 'error', info: reason });
  }

  #take(message: Envelope): void {
    const state = this.#state;
    if (message.type === 'close') {
      this.#state = { kind: 'closed' };
      this.#emit({ type: 'end' });
      this.#socket.whenKept(() => this.#send('closed', {}));
      return;
    }
    if (state.kind === 'disconnecting') return;
    if (message.type === 'open') {
      if (state.kind === 'preparing') this.#open(message);
      else this.#fault('stream.start-repeated');
      return;
    }
    if (state.kind === 'preparing') {
      this.#fault('stream.start-missing');
      return;
    }
    if (state.kind !== 'closed') this.#during(message, state);
  }

  #during(message: Envelope, state: Extract<AudioHookState, { kind: 'active' | 'paused' }>): void {
    switch (message.type) {
      case 'ping':
        this.#send('pong', {});
        return;
      case 'paused':
        if (state.kind === 'paused') return;
        this.#state = {
          kind: 'paused',
          audio: state.audio,
          untilMs: (state.audio?.positionMs ?? 0) + IN_FLIGHT_MS,
        };
        this.#emit({ type: 'pause', on: true });
        return;
      case 'resumed':
        this.#jump(message, state.audio, 'paused');
        if (state.kind === 'active') return;
        this.#state = { kind: 'active', audio: state.audio };
        this.#emit({ type: 'pause', on: false });
        return;
      case 'discarded':
        this.#jump(message, state.audio, 'discarded');
        return;
      case 'update': {
        const { language } = message.parameters;
        this.#send('updated', {});
        if (typeof language === 'string' && language.length <= 35) this.#emit({ type: 'language', language });
        return;
      }
      case 'dtmf': {
        const { digit } = message.parameters;
        if (typeof digit === 'string' && /^[0-9A-D*#]$/.test(digit)) this.#emit({ type: 'dtmf', digit });
        return;
      }
      case 'error':
        // Only to be counted: a close usually follows.
        this.#emit({ type: 'warn', code: 'stream.peer-error' });
        return;
    }
  }

  #open(message: Envelope): void {
    const open = openSchema.safeParse(message.parameters);
    const { organizationId } = this.#opening;
    if (!open.success) {
      this.#fault('stream.message-invalid');
      return;
    }
    if (organizationId !== null && organizationId.toLowerCase() !== open.data.organizationId.toLowerCase()) {
      this.#fault('stream.session-mismatch');
      return;
    }
    const { conversationId, customConfig, language, media } = open.data;
    const isProbe = conversationId === ZERO_UUID;
    const selected = selectMedia(media);
    if (selected === null && !isProbe) {
      this.#fault('stream.media-unusable');
      return;
    }
    // The client gives up after five seconds without `opened`, so nothing may come before it.
    this.#send('opened', {
      startPaused: false,
      media: selected === null ? [] : [selected],
      ...(open.data.supportedLanguages ? { supportedLanguages: this.#opening.supportedLanguages } : {}),
    });
    this.#state = { kind: 'active', audio: selected === null ? null : readerOf(selected) };
    this.#emit({
      type: 'open',
      claim: {
        callId: conversationId,
        platformSessionId: message.id,
        roles: selected?.channels.map((channel) => ROLE_OF_CHANNEL[channel]) ?? [],
        notice: null,
        agentId: null,
        language,
        isProbe,
        attributes: boundedAttributes(customConfig),
      },
    });
  }

  /** The stream goes on at `start + discarded`; the part between is not audio. Positions never go back. */
  #jump(message: Envelope, audio: RawAudioReader | null, reason: 'paused' | 'discarded'): void {
    const parsed = jumpSchema.safeParse(message.parameters);
    if (!parsed.success || audio === null) return;
    const durationMs = parsed.data.start + parsed.data.discarded - audio.positionMs;
    if (durationMs <= 0) return;
    if (durationMs > LONGEST_JUMP_MS) {
      this.#fault('stream.message-invalid');
      return;
    }
    for (const gap of audio.skip(durationMs, reason)) this.#emit({ type: 'gap', gap });
  }

  #fault(code: ErrorCode): void {
    if (this.#state.kind !== 'disconnecting') this.#disconnect('error', code);
  }

  #disconnect(reason: 'error' | 'unauthorized', code: ErrorCode): void {
    this.#state = { kind: 'disconnecting' };
    this.#send('disconnect', { reason, info: `${code}: ${ERRORS[code].text}` });
    this.#socket.failWithin(code, CLOSE_GRACE_MS);
  }

  #send(type: string, parameters: Readonly<Record<string, unknown>>): void {
    this.#serverSeq += 1;
    this.#socket.sendText(
      JSON.stringify({
        version: '2',
        type,
        id: this.#sessionId ?? ZERO_UUID,
        seq: this.#serverSeq,
        clientseq: this.#clientSeq,
        parameters,
      }),
    );
  }
}

function readerOf({ channels, format, rate }: AudioHookMedia): RawAudioReader {
  return new RawAudioReader({
    codec: format === 'PCMU' ? 'pcmu' : 'l16',
    sampleRateHz: rate,
    roles: channels.map((channel) => ROLE_OF_CHANNEL[channel]),
  });
}

function parseEnvelope(text: string): Envelope | null {
  try {
    const parsed = envelopeSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
