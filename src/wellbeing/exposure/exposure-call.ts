/** One call as exposure counts it: the caller's side and the line alone. */
export type ExposureCall = {
  readonly agentId: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Local hour of the week in which it began, and the local day as a number that only compares. */
  readonly hour: number;
  readonly day: number;
  /** False where the emotion in the caller's voice could not be heard: no notice, objection, mixed channel. */
  readonly heard: boolean;
  readonly customerSpeechMs: number;
  readonly tenseMs: number;
  readonly deadAirMs: number;
  readonly hard: boolean;
  /** Recovery of each tense stretch in milliseconds; null = the call ended first. */
  readonly recoveriesMs: readonly (number | null)[];
};

export type ExposureReset = {
  readonly agentId: string;
  readonly answer: 'taken' | 'skipped' | 'unanswered';
};
