import type { EmotionProbabilities } from '../classifier/classifier.js';
import type { ChannelFacts } from '../features/channel-facts.js';
import type { TurnFacts } from '../features/turn-facts.js';

/** Why no emotion is claimed at this moment. */
export type EmotionAbsence =
  | 'no-notice'
  | 'objection'
  | 'mixed-channel'
  | 'no-customer-channel'
  | 'too-little-speech'
  | 'not-speech'
  | 'classifier-unavailable'
  /** The model is asked at most every `windowEveryMs`; the steps between carry no evidence of their own. */
  | 'between-windows';

export type EmotionEvidence =
  | {
      readonly kind: 'heard';
      readonly probabilities: EmotionProbabilities;
      /** The second network's, where it was asked. */
      readonly second?: EmotionProbabilities | null;
    }
  | { readonly kind: 'absent'; readonly reason: EmotionAbsence };

/** Everything the reducer and the policy may know, at one moment of the call. No clock, no identifier. */
export type Observation = {
  /** Position on the call's timeline. */
  readonly atMs: number;
  readonly customer: ChannelFacts | null;
  readonly agent: ChannelFacts | null;
  readonly turns: TurnFacts;
  readonly emotion: EmotionEvidence;
};
