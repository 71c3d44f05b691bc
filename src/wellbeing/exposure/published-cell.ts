import type { HourRange } from '../../people/shift-segments.js';
import { agentsAtLeast, type DisclosureRule, type Piece, type Released, release } from './disclosure.js';
import type { ExposureCall, ExposureReset } from './exposure-call.js';
import {
  BLOCK_UNIVERSES,
  type BlockUniverse,
  type NumberId,
  type Numbers,
  SLOT_NUMBERS,
  WEEK_UNIVERSES,
  type WeekUniverse,
} from './numbers.js';
import { cutIntoSlots } from './slots.js';
import { speechByHour } from './speech-by-hour.js';
import { weekPieces } from './team-week.js';

/** What is shown of one group of people and one stretch of time; it never changes once published. */
export type PublishedCell = {
  readonly grain: 'slot' | 'week' | 'block';
  /** Hours of the week; the whole week has one range. */
  readonly hours: readonly HourRange[];
  readonly agentsAtLeast: number;
  readonly numbers: Numbers;
};

const WHOLE_WEEK: readonly HourRange[] = [{ from: 0, to: 168 }];

/** The cells of one team and week: slots of caller speech, and one cell of everything else. May be empty. Pure. */
export function teamWeekCells(
  calls: readonly ExposureCall[],
  resets: readonly ExposureReset[],
  segments: readonly HourRange[],
  rule: DisclosureRule,
): readonly PublishedCell[] {
  const slots = cutIntoSlots(speechByHour(calls), segments, (pieces) => release(pieces, SLOT_NUMBERS, rule));
  const cells: PublishedCell[] = slots.map(({ hours, agentIds, numbers }) => ({
    grain: 'slot',
    hours,
    agentsAtLeast: agentsAtLeast(agentIds.size, rule),
    numbers,
  }));
  const pieces = weekPieces(calls, resets);
  const numbers = Object.assign(
    {},
    ...(Object.keys(WEEK_UNIVERSES) as WeekUniverse[]).map((universe) =>
      releaseOf(pieces[universe], WEEK_UNIVERSES[universe], rule),
    ),
  ) as Numbers;
  if (numbers.heardCalls === null || numbers.heardCalls === undefined) return cells;
  const agents = new Set(pieces.calls.map(({ agentId }) => agentId));
  return [
    ...cells,
    { grain: 'week', hours: WHOLE_WEEK, agentsAtLeast: agentsAtLeast(agents.size, rule), numbers },
  ];
}

/** The one cell of a tenant's block of weeks; null where nothing of it may be shown. */
export function blockCell(
  pieces: Readonly<Record<BlockUniverse, readonly Piece<string>[]>>,
  rule: DisclosureRule,
): PublishedCell | null {
  const numbers = Object.assign(
    {},
    ...(Object.keys(BLOCK_UNIVERSES) as BlockUniverse[]).map((universe) =>
      releaseOf(pieces[universe], BLOCK_UNIVERSES[universe], rule),
    ),
  ) as Numbers;
  if (numbers.cuesShown === null) return null;
  const agents = new Set(pieces.cues.map(({ agentId }) => agentId));
  return { grain: 'block', hours: WHOLE_WEEK, agentsAtLeast: agentsAtLeast(agents.size, rule), numbers };
}

function releaseOf(
  pieces: readonly Piece<string>[],
  numbers: ReadonlyArray<{ readonly id: NumberId; readonly trait: string | null }>,
  rule: DisclosureRule,
): Released<NumberId> {
  return release(pieces, numbers, rule);
}
