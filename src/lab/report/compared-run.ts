import { z } from 'zod';
import { CALLER_MOODS } from '../../core/call/call-state.js';
import type { CoachEvent } from '../../core/cues/coach-event.js';
import { CUE_KINDS, type CueKind } from '../../core/cues/cue.js';
import { EvenkeelError } from '../../errors.js';
import { type MoodSpan, moodsOf } from './call-timeline.js';
import { type HearingPoint, hearingCurve } from './hearing-curve.js';

/** A cue as two runs are compared by it. */
export type ComparedCue = { readonly atMs: number; readonly kind: CueKind };

/** Another run of a call, beside the one that a report shows. */
export type ComparedRun = {
  readonly name: string;
  readonly moods: readonly MoodSpan[];
  readonly hearing: readonly HearingPoint[];
  readonly cues: readonly ComparedCue[];
};

/** The run that these events are of. */
export function comparedRun(name: string, events: readonly CoachEvent[], durationMs: number): ComparedRun {
  return {
    name,
    moods: moodsOf(events, durationMs),
    hearing: hearingCurve(events),
    cues: events.flatMap((event) =>
      event.type === 'cue' ? [{ atMs: event.atMs, kind: event.cue.kind }] : [],
    ),
  };
}

const atMs = z.number().nonnegative().max(86_400_000);
const share = z.number().min(0).max(1);
/** Of the lines that `replay --json` prints, what a comparison needs. */
const line = z.discriminatedUnion('type', [
  z.object({ type: z.literal('state'), atMs, state: z.object({ mood: z.enum(CALLER_MOODS) }) }),
  z.object({ type: z.literal('cue'), atMs, cue: z.object({ kind: z.enum(CUE_KINDS) }) }),
  z.object({
    type: z.literal('observation'),
    atMs,
    observation: z.object({
      emotion: z.union([
        z.object({ kind: z.literal('heard'), probabilities: z.object({ anger: share, anxiety: share }) }),
        z.object({ kind: z.literal('absent') }),
      ]),
    }),
  }),
]);
const OTHER_LINES = new Set(['cue-ended', 'withheld', 'forgotten', 'handover', 'summary']);

/** A run as `replay --json` wrote it, perhaps with other settings or an older version. Errors: `cli.run-unreadable`. */
export function parseRun(name: string, text: string, durationMs: number): ComparedRun {
  const moods: { atMs: number; mood: MoodSpan['mood'] }[] = [{ atMs: 0, mood: 'unsure' }];
  const hearing: HearingPoint[] = [];
  const cues: ComparedCue[] = [];
  for (const [index, row] of text.split('\n').entries()) {
    if (row.trim() === '') continue;
    const event = parsedLine(row, `${name}, line ${index + 1}`);
    if (event === null) continue;
    if (event.type === 'state') moods.push({ atMs: event.atMs, mood: event.state.mood });
    else if (event.type === 'cue') cues.push({ atMs: event.atMs, kind: event.cue.kind });
    else if (event.observation.emotion.kind === 'heard') {
      const { anger, anxiety } = event.observation.emotion.probabilities;
      hearing.push({ atMs: event.atMs, anger, anxiety, evidence: null });
    }
  }
  const spans = moods.map(({ atMs: fromMs, mood }, index) => ({
    fromMs,
    toMs: moods[index + 1]?.atMs ?? durationMs,
    mood,
  }));
  return { name, moods: spans, hearing, cues };
}

function parsedLine(row: string, where: string): z.infer<typeof line> | null {
  let value: unknown;
  try {
    value = JSON.parse(row);
  } catch (cause) {
    throw new EvenkeelError('cli.run-unreadable', `${where} is not JSON.`, { cause });
  }
  const other = z.object({ type: z.string() }).safeParse(value);
  if (other.success && OTHER_LINES.has(other.data.type)) return null;
  const parsed = line.safeParse(value);
  if (!parsed.success) throw new EvenkeelError('cli.run-unreadable', `${where} is no event of a call.`);
  return parsed.data;
}

/** Two cues of one kind no further apart than this are the same cue, milliseconds. */
const SAME_WITHIN_MS = 1_000;

/** The cues of two runs: those that both have, and those of one alone. */
export function cueDifferences(ours: readonly ComparedCue[], theirs: readonly ComparedCue[]) {
  const left = [...theirs];
  const both: ComparedCue[] = [];
  const onlyOurs: ComparedCue[] = [];
  for (const cue of ours) {
    const same = left.findIndex(
      ({ kind, atMs: at }) => kind === cue.kind && Math.abs(at - cue.atMs) <= SAME_WITHIN_MS,
    );
    if (same === -1) onlyOurs.push(cue);
    else {
      left.splice(same, 1);
      both.push(cue);
    }
  }
  return { both, onlyOurs, onlyTheirs: left };
}
