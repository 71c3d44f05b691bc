import type { ChannelFacts } from '../features/channel-facts.js';

/**
 * Whether the caller's voice may be examined (AI Act Art. 50(3): inform the person exposed; GDPR Art. 21: the right to
 * object). Closed until the stream asserts notice; an objection closes it for the rest of the call.
 */
export type NoticeGate = 'no-notice' | 'open' | 'objection';

export type NoticeEvent =
  | { readonly type: 'notice'; readonly given: boolean }
  | { readonly type: 'objection' };

/** The gate after an event. Notice given after an objection does not lift it. */
export function passNotice(gate: NoticeGate, event: NoticeEvent): NoticeGate {
  if (gate === 'objection' || event.type === 'objection') return 'objection';
  return event.given ? 'open' : 'no-notice';
}

/** What may be known of a caller behind a closed gate: that there is speech or silence, and nothing of the voice. */
export function withoutProsody(facts: ChannelFacts): ChannelFacts {
  return {
    ...facts,
    baselineConfidence: 0,
    levelDeltaDb: null,
    f0DeltaSemitones: null,
    f0RangeSemitones: null,
    articulationRate: null,
    articulationRateRatio: null,
    pauseRatio: null,
    snrDb: null,
    lineGainDb: 0,
    voiceQuality: null,
    doubts: [],
  };
}
