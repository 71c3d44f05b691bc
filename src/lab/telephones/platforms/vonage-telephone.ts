import type { CallFrame } from '../call-frame.js';
import { callParameters } from '../call-parameters.js';
import type { CallPlan, Speaker } from '../call-plan.js';
import { encodeFrame, encodeSamples, mixVoices } from '../encode-frame.js';
import { ListeningLine } from '../listening-line.js';
import type { Telephone, Wire } from '../telephone.js';

/** Two WebSocket legs in a `conversation`, each restricted by `canHear` to one party; or one leg that hears the mix. */
export const vonageTelephone: Telephone = {
  name: 'vonage',
  summary: 'Vonage WebSocket endpoint, a leg for each party, or one for the mix (--layout mixed)',
  frameMs: 20,
  encodings: ['l16'],
  sampleRatesHz: [16000, 8000, 24000],
  layouts: ['pair', 'mixed'],
  lines: (plan) =>
    (plan.layout === 'mixed' ? (['mixed'] as const) : plan.channelOrder).map(
      (role) => new VonageLine(plan, role),
    ),
};

class VonageLine extends ListeningLine {
  readonly url: string;
  override readonly headers: Readonly<Record<string, string>>;

  constructor(
    private readonly plan: CallPlan,
    private readonly role: Speaker | 'mixed',
  ) {
    super();
    this.url = plan.url;
    const { token } = plan.credentials;
    this.headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
  }

  /** The endpoint's headers lie at the top level of the first message; a token may be one of them. */
  greeting(): readonly Wire[] {
    const { token } = this.plan.credentials;
    return [
      JSON.stringify({
        event: 'websocket:connected',
        'content-type': `audio/l16;rate=${this.plan.sampleRateHz}`,
        callId: this.plan.callId,
        ...(this.role === 'mixed' ? {} : { role: this.role }),
        ...callParameters(this.plan),
        ...(token === undefined ? {} : { token }),
      }),
    ];
  }

  talk(frame: CallFrame): readonly Wire[] {
    return [
      this.role === 'mixed' ? encodeSamples(mixVoices(frame), 'l16') : encodeFrame(frame, [this.role], 'l16'),
    ];
  }

  farewell(): readonly Wire[] {
    return [];
  }
}
