import type { CallFrame } from '../call-frame.js';
import { callParameters } from '../call-parameters.js';
import type { CallPlan, Speaker } from '../call-plan.js';
import { encodeFrame, encodeSamples, mixVoices } from '../encode-frame.js';
import { basicHeader, ListeningLine } from '../listening-line.js';
import type { Telephone, Wire } from '../telephone.js';

/** jambonz `listen` nested in `dial`: the forked leg on channel 0, the other leg on channel 1. */
export const jambonzTelephone: Telephone = {
  name: 'jambonz',
  summary: 'jambonz listen, stereo L16, HTTP Basic (--username, --password)',
  frameMs: 20,
  encodings: ['l16'],
  sampleRatesHz: [8000, 16000, 24000, 32000, 48000],
  layouts: ['stereo', 'mixed', 'pair', 'customer'],
  lines: (plan) =>
    plan.layout === 'pair'
      ? plan.channelOrder.map((speaker) => new JambonzLine(plan, [speaker]))
      : [new JambonzLine(plan, plan.layout === 'customer' ? ['customer'] : plan.channelOrder)],
};

/** FreeSWITCH mod_audio_fork with metadata: the module that jambonz uses, configured by hand. */
export const freeswitchTelephone: Telephone = {
  ...jambonzTelephone,
  name: 'freeswitch',
  summary: 'FreeSWITCH mod_audio_fork, stereo L16, HTTP Basic (--username, --password)',
};

class JambonzLine extends ListeningLine {
  readonly url: string;
  override readonly headers: Readonly<Record<string, string>>;
  override readonly subprotocols = ['audio.jambonz.org'];

  constructor(
    private readonly plan: CallPlan,
    private readonly speakers: readonly Speaker[],
  ) {
    super();
    this.url = plan.url;
    const { origin, hostname } = new URL(plan.url);
    // libwebsockets writes the Host without its port and always an Origin.
    this.headers = {
      host: hostname,
      origin: origin.replace(/^ws/, 'http').replace(/:\d+$/, ''),
      ...basicHeader(plan.credentials),
    };
  }

  greeting(): readonly Wire[] {
    const { callId, layout, sampleRateHz } = this.plan;
    return [
      JSON.stringify({
        sampleRate: sampleRateHz,
        mixType: layout === 'mixed' ? 'mixed' : this.speakers.length === 1 ? 'mono' : 'stereo',
        callSid: callId,
        direction: 'inbound',
        from: '+15550100',
        to: '+15550199',
        callId: `${callId}@sip.example.com`,
        callStatus: 'in-progress',
        accountSid: '00000000-0000-4000-8000-000000000000',
        // The application names the parties where they are not in the usual order.
        channels: this.speakers.join(','),
        ...callParameters(this.plan),
      }),
    ];
  }

  talk(frame: CallFrame): readonly Wire[] {
    return [
      this.plan.layout === 'mixed'
        ? encodeSamples(mixVoices(frame), 'l16')
        : encodeFrame(frame, this.speakers, 'l16'),
    ];
  }

  /** A graceful shutdown flushes with an empty frame. */
  farewell(): readonly Wire[] {
    return [new Uint8Array(0)];
  }
}
