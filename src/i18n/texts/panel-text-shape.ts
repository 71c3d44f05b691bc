/** A state of the panel in words: a short title, and one line that says what it means for the agent. */
export type StateText = { readonly title: string; readonly line: string };

/** What the panel can be showing when it shows no cue. */
const PANEL_STATES = [
  'connecting',
  'reconnecting',
  'signed-out',
  'token-invalid',
  'token-expired',
  'token-revoked',
  'link-used',
  'refused',
  'no-call',
  'listening',
  'no-audio',
  'held',
  'paused',
  'muted',
  'no-notice',
  'objection',
  'mixed-channel',
  'no-customer-channel',
  'classifier-unavailable',
  'fault',
  'stream-lost',
] as const;
export type PanelStateName = (typeof PANEL_STATES)[number];

/** What the bar says while the panel shows something other than its state. */
type BarOccasion = 'cue' | 'reset' | 'breathing';

export type PanelTexts = {
  readonly states: Readonly<Record<PanelStateName, StateText>>;
  readonly occasions: Readonly<Record<BarOccasion, string>>;
  readonly level: string;
  /** Said in place of a calm state's line while the server has to do without something. */
  readonly limited: string;
  readonly moving: string;
  readonly tryNow: string;
  readonly signIn: string;
  readonly inOwnWindow: StateText;
  readonly bringBack: string;
  readonly popOut: string;
  readonly settings: string;
  readonly close: string;
  readonly myCalls: string;
  readonly breathe: string;
  readonly hold: Readonly<{ short: string; title: string; back: string }>;
  readonly why: string;
  readonly helped: string;
  readonly notNow: string;
  readonly wrong: string;
  readonly answers: string;
  readonly ownEyes: string;
  readonly ownBreath: StateText;
  readonly breathing: Readonly<{
    in: string;
    topUp: string;
    out: string;
    pause: string;
    resume: string;
    end: string;
    label: string;
    instead: Readonly<Record<'4-6' | '4-4' | 'sigh', string>>;
  }>;
  readonly reset: Readonly<{
    seconds: string;
    skip: string;
    mayHelp: string;
    closing: StateText;
  }>;
  readonly mute: Readonly<{
    title: string;
    /** What the short word must not be taken for. */
    hint: string;
    short: string;
    muted: string;
    call: string;
    hour: string;
    today: string;
    off: string;
    until: string;
    thisCall: string;
  }>;
};
