import type { CueKind, CueReason, FlowStep } from '../cues/cue.js';

/** Why coaching is not available on this call, in words the panel has texts for. */
export type CoachingUnavailable =
  | 'no-notice'
  | 'objection'
  | 'mixed-channel'
  | 'no-customer-channel'
  | 'classifier-unavailable'
  | 'stream-lost';

/** What the desktop may be told. Times are wall-clock milliseconds since the epoch, so that nothing stale is shown. */
export type AgentMessage =
  | {
      readonly type: 'call';
      readonly callRef: string;
      readonly state: 'listening' | 'paused' | 'held' | 'ended';
    }
  | { readonly type: 'unavailable'; readonly callRef: string; readonly why: CoachingUnavailable }
  | {
      readonly type: 'cue';
      readonly callRef: string;
      readonly cueId: string;
      readonly kind: CueKind;
      readonly step: FlowStep | null;
      readonly reason: CueReason;
      readonly decidedAt: number;
      readonly expiresAt: number;
    }
  | { readonly type: 'cue-ended'; readonly callRef: string; readonly cueId: string }
  | {
      readonly type: 'reset';
      readonly callRef: string;
      readonly offerId: string;
      readonly seconds: readonly number[];
      readonly strain: number;
      readonly expiresAt: number;
    }
  | { readonly type: 'draining' };

/** What the desktop may say. */
export type DesktopMessage =
  | {
      readonly type: 'feedback';
      readonly cueId: string;
      readonly verdict: 'not-now' | 'wrong' | 'helped' | 'seen';
    }
  | { readonly type: 'mute'; readonly scope: 'call' | 'hour' | 'today' | 'off' }
  | {
      readonly type: 'settings';
      readonly quiet: boolean;
      readonly fewerCues: boolean;
      readonly kindsOff: readonly CueKind[];
      readonly language: 'en' | 'zh-CN';
    }
  | { readonly type: 'bind'; readonly platform: string; readonly callId: string }
  | { readonly type: 'unbind'; readonly platform: string; readonly callId: string }
  | { readonly type: 'reset'; readonly offerId: string; readonly outcome: 'taken' | 'skipped' }
  | { readonly type: 'token'; readonly token: string }
  /** Own-eyes switch: held in memory for this session only, never stored, logged or counted. */
  | { readonly type: 'self-coaching'; readonly on: boolean };
