import { randomHex } from '../../random/random-identifiers.js';
import type { CallFrame } from '../call-frame.js';
import { callParameters } from '../call-parameters.js';
import type { CallPlan, Speaker } from '../call-plan.js';
import { encodeFrame, encodeSamples, mixVoices } from '../encode-frame.js';
import { basicHeader, ListeningLine } from '../listening-line.js';
import type { Telephone, Wire } from '../telephone.js';

/** Two taps of one call (ChanSpy with option `o` on each party), each a socket of its own. */
export const asteriskTelephone: Telephone = {
  name: 'asterisk',
  summary: 'Asterisk chan_websocket, two taps; {role} in --url becomes customer or agent',
  frameMs: 20,
  encodings: ['l16', 'pcmu', 'pcma'],
  sampleRatesHz: [16000, 8000, 24000, 32000, 48000],
  layouts: ['pair', 'mixed', 'customer'],
  lines: (plan, { random }) =>
    (plan.layout === 'pair'
      ? plan.channelOrder
      : ([plan.layout === 'mixed' ? 'mixed' : 'customer'] as const)
    ).map(
      (role) =>
        new AsteriskLine(plan, role, `${1_700_000_000 + Math.floor(random() * 1e8)}.${randomHex(random, 2)}`),
    ),
};

class AsteriskLine extends ListeningLine {
  readonly url: string;
  override readonly headers: Readonly<Record<string, string>>;
  override readonly subprotocols = ['media'];
  #framesSaid = 0;

  constructor(
    private readonly plan: CallPlan,
    private readonly role: Speaker | 'mixed',
    private readonly channelId: string,
  ) {
    super();
    this.url = plan.url.replaceAll('{role}', role).replaceAll('%7Brole%7D', role);
    this.headers = basicHeader(plan.credentials);
  }

  greeting(): readonly Wire[] {
    const { sampleRateHz } = this.plan;
    const frameBytes = (sampleRateHz / 50) * (this.plan.encoding === 'l16' ? 2 : 1);
    return [
      JSON.stringify({
        event: 'MEDIA_START',
        connection_id: 'coach',
        channel: `WebSocket/coach/0x${this.channelId.replace('.', '')}`,
        channel_id: this.channelId,
        format: this.#format(),
        optimal_frame_size: frameBytes,
        ptime: 20,
        channel_variables: {
          MEDIA_WEBSOCKET_CONNECTION_ID: 'coach',
          MEDIA_WEBSOCKET_OPTIMAL_FRAME_SIZE: String(frameBytes),
          EVENKEEL_CALL_ID: this.plan.callId,
          EVENKEEL_ROLE: this.role,
          ...callParameters(this.plan),
        },
      }),
    ];
  }

  /** The first frame is short, as after transcoding: 552 bytes of slin16 instead of 640. */
  talk(frame: CallFrame): readonly Wire[] {
    const bytes =
      this.role === 'mixed'
        ? encodeSamples(mixVoices(frame), this.plan.encoding)
        : encodeFrame(frame, [this.role], this.plan.encoding);
    const isFirst = this.#framesSaid++ === 0;
    return [isFirst ? bytes.subarray(Math.floor((bytes.length * 11) / 160) * 2) : bytes];
  }

  farewell(): readonly Wire[] {
    return [];
  }

  #format(): string {
    const { encoding, sampleRateHz } = this.plan;
    if (encoding !== 'l16') return encoding === 'pcmu' ? 'ulaw' : 'alaw';
    return sampleRateHz === 8000 ? 'slin' : `slin${Math.floor(sampleRateHz / 1000)}`;
  }
}
