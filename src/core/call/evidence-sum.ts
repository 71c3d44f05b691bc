/** A cumulative sum of evidence, since when it has been above zero, and the speech that it rests on. */
export type EvidenceSum = {
  readonly nats: number;
  readonly sinceMs: number;
  /** Voiced speech that was heard well, and utterances begun; a long one counts again. */
  readonly voicedMs: number;
  readonly utterances: number;
  /** How much the caller had spoken in all when it left zero. */
  readonly fromSpokenMs: number;
};

export const NO_SUM: EvidenceSum = { nats: 0, sinceMs: 0, voicedMs: 0, utterances: 0, fromSpokenMs: 0 };

/** The speech that one window adds, whichever sum it is evidence for. */
export type NewSpeech = {
  readonly atMs: number;
  readonly stepMs: number;
  /** Voiced speech of the whole window: all of it counts where a sum leaves zero. */
  readonly windowMs: number;
  /** Voiced speech since the last window. */
  readonly newMs: number;
  /** Utterances that began since the last window. */
  readonly begun: 0 | 1;
  readonly utteranceMs: number;
  /** How much the caller has spoken in all, by this window and by the one before. */
  readonly spokenMs: number;
  readonly fromSpokenMs: number;
};

/** The sum one window later: never below zero, and never above twice its threshold, so that calm can be heard in time. */
export function withStep(
  sum: EvidenceSum,
  natsPerSecond: number,
  speech: NewSpeech,
  atNats: number,
): EvidenceSum {
  const nats = Math.min(Math.max(0, sum.nats + (natsPerSecond * speech.stepMs) / 1000), 2 * atNats);
  if (sum.nats > 0)
    return {
      ...sum,
      nats,
      voicedMs: sum.voicedMs + speech.newMs,
      utterances: sum.utterances + speech.begun,
    };
  return {
    nats,
    sinceMs: speech.atMs - speech.stepMs,
    voicedMs: speech.windowMs,
    utterances: 1,
    fromSpokenMs: speech.fromSpokenMs,
  };
}
