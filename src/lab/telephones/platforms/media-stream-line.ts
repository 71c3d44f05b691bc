import { createHmac } from 'node:crypto';
import type { CallFrame } from '../call-frame.js';
import { callParameters, publicUrl } from '../call-parameters.js';
import type { CallPlan, Speaker } from '../call-plan.js';
import { encodeFrame } from '../encode-frame.js';
import { ListeningLine } from '../listening-line.js';
import type { Wire } from '../telephone.js';

/** A track of a media stream, named from the platform's side of the customer's leg. */
export type Track = 'inbound' | 'outbound';

/** One audio message before it is encoded in a dialect. */
type MediaMessage = {
  readonly track: Track;
  /** Counts the messages of the whole stream. */
  readonly sequence: number;
  /** Counts the chunks of this track from 1. */
  readonly chunk: number;
  readonly timestampMs: number;
  readonly payload: string;
};

/** What one dialect of Media Streams says. */
export type MediaStreamWords = {
  /** Who is on the inbound track where no parameter says so; the customer unless told otherwise. */
  readonly inbound?: Speaker;
  greeting(plan: CallPlan, streamId: string, parameters: Readonly<Record<string, string>>): readonly object[];
  media(message: MediaMessage, streamId: string): object;
  farewell(plan: CallPlan, streamId: string, sequence: number): object | null;
};

/** A unidirectional stream of both tracks, as Twilio and its relatives send it: JSON with audio in base64. */
export class MediaStreamLine extends ListeningLine {
  override readonly headers: Readonly<Record<string, string>>;
  readonly url: string;
  #sequence = 1;
  #chunk = 0;

  constructor(
    private readonly plan: CallPlan,
    private readonly words: MediaStreamWords,
    private readonly streamId: string,
    headers: Readonly<Record<string, string>>,
  ) {
    super();
    this.url = plan.url;
    this.headers = headers;
  }

  greeting(): readonly Wire[] {
    const [inbound] = this.plan.channelOrder;
    const { token } = this.plan.credentials;
    const usual = this.words.inbound ?? 'customer';
    const parameters = {
      ...callParameters(this.plan),
      ...(inbound === usual ? {} : { role_inbound: inbound }),
      ...(token === undefined ? {} : { token }),
    };
    return this.words
      .greeting(this.plan, this.streamId, parameters)
      .map((message) => JSON.stringify(message));
  }

  talk(frame: CallFrame): readonly Wire[] {
    this.#chunk++;
    const [inbound, outbound] = this.plan.channelOrder;
    if (this.plan.layout === 'customer') return [this.#media(frame, 'inbound', 'customer')];
    return [this.#media(frame, 'inbound', inbound), this.#media(frame, 'outbound', outbound)];
  }

  farewell(): readonly Wire[] {
    const stop = this.words.farewell(this.plan, this.streamId, ++this.#sequence);
    return stop === null ? [] : [JSON.stringify(stop)];
  }

  #media(frame: CallFrame, track: Track, speaker: Speaker): string {
    const payload = Buffer.from(encodeFrame(frame, [speaker], this.plan.encoding)).toString('base64');
    const sequence = ++this.#sequence;
    const message = { track, sequence, chunk: this.#chunk, timestampMs: frame.startMs, payload };
    return JSON.stringify(this.words.media(message, this.streamId));
  }
}

/** `X-Twilio-Signature` of the upgrade: base64(HMAC-SHA1(auth token, the wss:// address that was dialled)). */
export function twilioSignature(plan: CallPlan): Record<string, string> {
  const { secret } = plan.credentials;
  if (secret === undefined) return {};
  return { 'x-twilio-signature': createHmac('sha1', secret).update(publicUrl(plan)).digest('base64') };
}
