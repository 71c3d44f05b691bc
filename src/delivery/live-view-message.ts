/** The WebSocket subprotocol of the live view: audio up, what is heard in it down. Nothing of it is kept. */
export const LIVE_VIEW_PROTOCOL = 'evenkeel.try.v1';

/**
 * Who is on the channels of the visitor's audio: the caller alone or both voices on one channel; the caller on the left
 * or on the right of two, the agent on the other.
 */
export const LIVE_VIEW_LAYOUTS = ['caller', 'mixed', 'caller-left', 'caller-right'] as const;
export type LiveViewLayout = (typeof LIVE_VIEW_LAYOUTS)[number];

/** What the model makes of the caller: probabilities, and the share of the evidence that an alarm needs (1 = alarm). */
export type HeardEmotion = { readonly anger: number; readonly anxiety: number; readonly evidence: number };

/** What the live view shows about its own audio, at a position of it. */
export type LiveViewMessage =
  /** The token may open the view: the answer to `check`, and to `start` before any audio. */
  | { readonly type: 'ready' }
  | {
      readonly type: 'heard';
      readonly atMs: number;
      readonly speaking: boolean;
      readonly agentSpeaking: boolean;
      readonly levelDeltaDb: number | null;
      readonly f0DeltaSemitones: number | null;
      readonly articulationRate: number | null;
      /** Null where the model was not asked at this moment, or nothing may be claimed. */
      readonly emotion: HeardEmotion | null;
      readonly mood: string;
    }
  | {
      readonly type: 'cue';
      readonly atMs: number;
      readonly kind: string;
      readonly reason: {
        readonly key: string;
        readonly values: Readonly<Record<string, number | string>>;
      };
    }
  | { readonly type: 'error'; readonly code: string; readonly text: string };
