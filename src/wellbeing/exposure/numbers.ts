import { z } from 'zod';
import type { ReleasedNumber } from './disclosure.js';

/** Minutes of caller speech, by slot of the week. */
export const SLOT_NUMBERS = [
  { id: 'speechMinutes', trait: null },
  { id: 'tenseMinutes', trait: 'tense' },
] as const satisfies readonly ReleasedNumber<string, string>[];

/**
 * Numbers of one team and week, by the universe whose pieces they count. Universes share no piece, and within one
 * `release` keeps the classes apart; the numbers are listed by importance.
 */
export const WEEK_UNIVERSES = {
  calls: [
    { id: 'heardCalls', trait: null },
    { id: 'hardCalls', trait: 'hard' },
    { id: 'hardWithBreak', trait: 'hard-with-break' },
    { id: 'hardAfterHard', trait: 'hard-after-hard' },
  ],
  time: [
    { id: 'callMinutes', trait: null },
    { id: 'quietMinutes', trait: 'quiet' },
  ],
  episodes: [
    { id: 'episodes', trait: null },
    { id: 'recoveredEpisodes', trait: 'recovered' },
  ],
  recovery: [{ id: 'recoveryMinutes', trait: null }],
  resets: [
    { id: 'resetsOffered', trait: null },
    { id: 'resetsTaken', trait: 'taken' },
    { id: 'resetsSkipped', trait: 'skipped' },
  ],
} as const satisfies Record<string, readonly ReleasedNumber<string, string>[]>;

/**
 * Numbers of the whole tenant over a block of four weeks: what is too rare for a team and a week. Cues are those that
 * were due within a tense stretch, shown or withheld (`held`).
 */
export const BLOCK_UNIVERSES = {
  cues: [
    { id: 'cuesShown', trait: null },
    { id: 'cuesWrong', trait: 'wrong' },
  ],
  shownSeconds: [{ id: 'shownSeconds', trait: null }],
  shownSquares: [{ id: 'shownSquares', trait: null }],
  held: [{ id: 'heldMoments', trait: null }],
  heldSeconds: [{ id: 'heldSeconds', trait: null }],
  heldSquares: [{ id: 'heldSquares', trait: null }],
} as const satisfies Record<string, readonly ReleasedNumber<string, string>[]>;

export type SlotTrait = 'tense';
export type WeekUniverse = keyof typeof WEEK_UNIVERSES;
export type BlockUniverse = keyof typeof BLOCK_UNIVERSES;

type IdsOf<U extends Record<string, readonly { id: string }[]>> = U[keyof U][number]['id'];
export type NumberId =
  | (typeof SLOT_NUMBERS)[number]['id']
  | IdsOf<typeof WEEK_UNIVERSES>
  | IdsOf<typeof BLOCK_UNIVERSES>;

/** Numbers of a published cell; what is absent or null is not shown. */
export type Numbers = Readonly<Partial<Record<NumberId, number | null>>>;

/** Numbers as stored. */
export const numbersSchema = z.record(z.string(), z.number().nullable());
