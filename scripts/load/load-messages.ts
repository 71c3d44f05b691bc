import type { CallPlan } from '../../src/lab/telephones/call-plan.js';

/** One call that the telephones' process is to place, and the desktop that its agent watches. */
export type LoadCallOrder = {
  readonly plan: CallPlan;
  readonly desktopUrl: string;
  readonly agentToken: string;
};

/** What the telephones' process is told over its IPC channel. */
export type LoadCommand =
  | {
      readonly type: 'dial';
      readonly protocol: string;
      readonly packetMs: number;
      readonly calls: readonly LoadCallOrder[];
    }
  /** Forgets what was measured so far: the period that counts begins. */
  | { readonly type: 'measure' }
  | { readonly type: 'report' }
  | { readonly type: 'hang-up' };

export type LoadReport = {
  /** Last sample that a cue needed, sent → cue read at the desktop, milliseconds, in order of arrival. */
  readonly cueLatenciesMs: readonly number[];
  /** Cues that reached a desktop since the start; where packets come so late that the server counts silence, not all are timed. */
  readonly cuesRead: number;
  /** Audio packets that left later than they were due by more than a packet: the telephones themselves could not keep up. */
  readonly latePackets: number;
  readonly packets: number;
  /** Calls whose socket was refused or closed, by close code or HTTP status. */
  readonly lost: Readonly<Record<string, number>>;
  readonly talking: number;
};

/** What it answers; each command has one answer. */
export type LoadAnswer = { readonly type: 'done' } | { readonly type: 'report'; readonly report: LoadReport };
