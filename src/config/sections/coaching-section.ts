import { z } from 'zod';
import { CUE_KINDS } from '../../cue-kinds.js';

const ms = (value: number, why: string) => z.int().min(0).default(value).describe(`${why} Milliseconds.`);
const number = (value: number, why: string) => z.number().default(value).describe(why);

const allowance = (perCall: number, perHour: number, spacingMs: number, why: string) =>
  z
    .strictObject({
      perCall: z.int().min(0).default(perCall).describe('Cues in one call.'),
      perHour: z.int().min(0).default(perHour).describe('Cues in any hour, over all calls of the agent.'),
      spacingMs: ms(spacingMs, 'Shortest time between two cues.'),
    })
    .prefault({})
    .describe(why);

const threshold = (emotion: string) =>
  z
    .number()
    .positive()
    .nullable()
    .default(null)
    .describe(
      `Evidence of ${emotion} from which a caller is called tense, nats; null = as shipped for the model. See \`calibrate cues\`.`,
    );

/** Texts as long as a 320 px panel holds; see the limits of the catalogue. */
const wording = (title: number, advice: number) =>
  z.strictObject({ title: z.string().min(1).max(title), advice: z.string().min(1).max(advice) });

const limits = z
  .strictObject({
    fastRateRatio: number(1.15, 'Pace of the agent side from which it counts as fast, × its own usual.'),
    loudLevelDb: number(4, 'Level of the agent side from which it counts as loud, dB over its own usual.'),
    agentUpForMs: ms(4000, 'How long it must stay fast or loud: a lively sentence is no pattern.'),
    acknowledgeAfterMs: ms(
      12_000,
      'When the caller stays tense this long after the breath, a further cue may follow.',
    ),
    overlapMs: ms(
      600,
      'Overlap from which the agent talks over a tense caller; shorter ones are listening sounds.',
    ),
    overlapsRecent: z
      .int()
      .min(1)
      .default(2)
      .describe('Agent-initiated overlaps in 30 s that make a pattern.'),
    backchannelAfterMs: ms(15_000, 'Speech of a tense caller without a sound from the agent side.'),
    deadAirMs: ms(8000, 'Silence after the words of the caller; no universal threshold exists.'),
    searchMs: ms(20_000, 'Silence after the words of the agent, who is then likely looking something up.'),
    anxiousForMs: ms(5000, 'Anxiety is the weaker class: it must have been named for this long.'),
    noisyFloorDb: number(-48, 'Noise on the line of the caller from which it is a noisy place, dBFS.'),
    noisySnrDb: number(12, 'Speech above noise below which it is a noisy place, dB.'),
    paceGapRatio: number(1.25, 'Pace of the agent side over that of the caller from which they are apart.'),
    paceGapForMs: ms(10_000, 'Agent speech for which the gap must last.'),
    longAgentTurnMs: ms(
      20_000,
      'When an explanation this long leaves the caller tense, a choice is suggested.',
    ),
    sumUpAfterMs: ms(4000, 'Calm after a tense stretch before the summing-up.'),
    wayForwardAfterMs: ms(15_000, 'Calm after a tense stretch before the solution: not too early.'),
    debateWithinMs: ms(6000, 'A rise of anger this soon after the words of the agent is about those words.'),
    debateLatencyMs: ms(
      400,
      'Answers faster than this make a fast exchange; ordinary gaps are about 200 ms.',
    ),
    debateRiseNats: number(0.5, 'How much the tension must have risen, nats.'),
  })
  .prefault({})
  .describe('From when on a fact about the conversation counts.');

/** What cues are given, how often, in which words, and how evidence becomes a mood. */
export const coachingSection = z
  .strictObject({
    kindsOn: z
      .array(z.enum(CUE_KINDS))
      .readonly()
      .default([...CUE_KINDS])
      .describe('Kinds of cue that may be given on this site.'),
    wording: z
      .partialRecord(
        z.enum(CUE_KINDS),
        z.strictObject({ en: wording(24, 70).optional(), 'zh-CN': wording(10, 28).optional() }),
      )
      .default({})
      .describe('Your own words for a kind of cue, by language; within the lengths that the panel holds.'),
    normal: allowance(
      3,
      8,
      60_000,
      'Each further reminder is heeded less (Ancker et al. 2017): few, far apart.',
    ),
    fewer: allowance(2, 4, 120_000, 'What "fewer cues" means for an agent who has chosen it.'),
    quiet: allowance(1, 1, 120_000, 'What the quiet mode means.'),
    waitMs: ms(
      20_000,
      'A cue that finds no breakpoint for this long is dropped, because it would come too late to help.',
    ),
    showMs: ms(10_000, 'A cue fades after this: about one breath at six a minute.'),
    escalationSpacingMs: ms(
      30_000,
      'Spacing that is enough once the caller has escalated since the last cue.',
    ),
    dismissalQuietMs: ms(600_000, 'Quiet after "not now" or "wrong".'),
    repeatAfterMs: ms(
      300_000,
      'After this the same kind may come twice running: by then it is a new stretch of the call, not a nagging voice.',
    ),
    callBudgetRenewsMs: ms(
      1_200_000,
      'After this a cue no longer counts against the limit of its call: a very long call is several calls of work.',
    ),
    settleAfterBreakMs: ms(
      2000,
      'No cue for this long after a hold, a pause or late audio: the agent is finding the thread again.',
    ),
    freshEvidenceMs: ms(
      2000,
      'Caller speech that must have been heard since then before a cue rests on it: what was heard before is past.',
    ),
    settleMs: ms(200, 'Floor held, or silence, before it is a breakpoint: the ordinary gap between turns.'),
    resetStrain: number(30, 'Strain (0 to 100) from which a call is hard and a reset is offered.'),
    resetOfferMs: ms(120_000, 'How long a reset stays on offer after the call.'),
    warmCloseStrain: number(6, 'Strain (0 to 100) below which no cue comes after the call.'),
    warmCloseTenseMs: ms(5000, 'Tense caller speech below which no cue comes after the call.'),
    resetSeconds: z
      .array(z.int().min(10).max(600))
      .readonly()
      .default([30, 60])
      .describe(
        'Lengths of the guided breathing on offer, seconds: three or six breaths of 4 s in, 6 s out.',
      ),
    limits,
    mood: z
      .strictObject({
        angerAtNats: threshold('anger'),
        anxietyAtNats: threshold('anxiety'),
      })
      .prefault({})
      .describe("The site's own thresholds, as `evenkeel calibrate cues` finds them."),
    holdOut: z
      .strictObject({
        share: z
          .number()
          .min(0)
          .max(0.5)
          .default(0)
          .describe('Share of eligible cues that is withheld to learn whether cues help; 0 = no trial runs.'),
        secret: z.string().default('').describe('Seeds the draws, with the key of the call.'),
      })
      .prefault({}),
  })
  .prefault({});
