import type { CallFrame } from '../call-frame.js';
import type { CallPlan, Speaker } from '../call-plan.js';
import { encodeFrame, encodeSamples, mixVoices } from '../encode-frame.js';
import type { Telephone, TelephoneLine, Wire } from '../telephone.js';

/** Evenkeel's own protocol (docs/protocol-native.md): a JSON start, interleaved binary frames, a JSON end. */
export const nativeTelephone: Telephone = {
  name: 'native',
  summary: "Evenkeel's own protocol, bearer token (--token)",
  frameMs: 20,
  encodings: ['pcmu', 'pcma', 'l16'],
  sampleRatesHz: [8000, 16000, 24000, 32000, 48000],
  layouts: ['stereo', 'pair', 'mixed', 'customer'],
  lines: (plan) => {
    if (plan.layout === 'mixed') return [new NativeLine(plan, ['mixed'])];
    if (plan.layout === 'customer') return [new NativeLine(plan, ['customer'])];
    if (plan.layout === 'stereo') return [new NativeLine(plan, plan.channelOrder)];
    return plan.channelOrder.map((speaker) => new NativeLine(plan, [speaker]));
  },
};

class NativeLine implements TelephoneLine {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly subprotocols = ['evenkeel.audio.v1'];
  #ended = false;
  readonly #heard = new Map(['started', 'warnings', 'errors'].map((name) => [name, 0]));

  readonly closesWith = 1000;

  constructor(
    private readonly plan: CallPlan,
    private readonly roles: readonly (Speaker | 'mixed')[],
  ) {
    this.url = plan.url;
    const { token } = plan.credentials;
    this.headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  }

  greeting(): readonly Wire[] {
    const { callId, agentId, language, noticeWording, encoding, sampleRateHz } = this.plan;
    return [
      JSON.stringify({
        type: 'start',
        callId,
        ...(agentId === null ? {} : { agentId }),
        ...(language === null ? {} : { language }),
        roles: this.roles,
        codec: encoding,
        sampleRateHz,
        notice: { given: noticeWording !== null, wordingVersion: noticeWording },
      }),
    ];
  }

  mayTalk(): boolean {
    return true;
  }

  talk(frame: CallFrame): readonly Wire[] {
    const speakers = this.roles.filter((role) => role !== 'mixed');
    return [
      speakers.length === 0
        ? encodeSamples(mixVoices(frame), this.plan.encoding)
        : encodeFrame(frame, speakers, this.plan.encoding),
    ];
  }

  idle(): readonly Wire[] {
    return [];
  }

  hear(text: string): readonly Wire[] {
    const { type, code } = JSON.parse(text) as { type?: unknown; code?: unknown };
    if (type === 'started') this.#count('started');
    if (type === 'warning') this.#count('warnings');
    if (type === 'error') this.#count('errors');
    if ((type === 'warning' || type === 'error') && typeof code === 'string') this.#count(code);
    this.#ended ||= type === 'ended' || type === 'error';
    return [];
  }

  #count(name: string): void {
    this.#heard.set(name, (this.#heard.get(name) ?? 0) + 1);
  }

  hold(on: boolean): readonly Wire[] {
    return [JSON.stringify({ type: 'hold', on })];
  }

  farewell(): readonly Wire[] {
    return [JSON.stringify({ type: 'end' })];
  }

  /** The server answers the end with `ended` and closes; a telephone that leaves earlier loses nothing. */
  mayHangUp(): boolean {
    return this.#ended;
  }

  observations(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#heard);
  }
}
