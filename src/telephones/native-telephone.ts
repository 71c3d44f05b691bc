import type { CallFrame } from './call-frame.js';
import type { CallPlan } from './call-plan.js';
import { encodeFrame } from './encode-frame.js';
import type { Telephone, TelephoneLine, Wire } from './telephone.js';

/** Evenkeel's own protocol (docs/protocol-native.md): a JSON start, interleaved binary frames, a JSON end. */
export const nativeTelephone: Telephone = {
  name: 'native',
  summary: "Evenkeel's own protocol, one stereo socket, bearer token",
  frameMs: 20,
  preferred: { encoding: 'mulaw', sampleRateHz: 8000 },
  lines: (plan) => [new NativeLine(plan)],
};

class NativeLine implements TelephoneLine {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly subprotocols = ['evenkeel.audio.v1'];
  #errors = 0;

  constructor(private readonly plan: CallPlan) {
    this.url = plan.url;
    const { token } = plan.credentials;
    this.headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  }

  greeting(): readonly Wire[] {
    const { callId, agentId, language, noticeWording, encoding, sampleRateHz, channelOrder } = this.plan;
    return [
      JSON.stringify({
        type: 'start',
        callId,
        ...(agentId === null ? {} : { agentId }),
        ...(language === null ? {} : { language }),
        channels: channelOrder,
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
    return [encodeFrame(frame, this.plan.channelOrder, this.plan.encoding)];
  }

  idle(): readonly Wire[] {
    return [];
  }

  hear(text: string): readonly Wire[] {
    if (text.includes('"error"')) this.#errors++;
    return [];
  }

  farewell(): readonly Wire[] {
    return [JSON.stringify({ type: 'end' })];
  }

  mayHangUp(): boolean {
    return true;
  }

  observations(): Readonly<Record<string, number>> {
    return { errors: this.#errors };
  }
}
