import type { HourRange } from '../../people/shift-segments.js';
import { groupBy } from '../../storage/group-by.js';
import { type DisclosureRule, release } from '../exposure/disclosure.js';
import type { ExposureCall } from '../exposure/exposure-call.js';
import { SLOT_NUMBERS, type SlotTrait } from '../exposure/numbers.js';
import type { ReadCell } from '../exposure/read-cells.js';
import type { HourlyPieces } from '../exposure/slots.js';
import { speechByHour } from '../exposure/speech-by-hour.js';

/** What a shift that is over says about its load, and nothing more: an alert carries no number of the shift. */
export type ShiftVerdict = 'usual' | 'high' | 'too-few-people' | 'no-history';

/** `factor`: how many times the usual load is high. */
export type ShiftLimit = { readonly rule: DisclosureRule; readonly factor: number };

/** Published weeks that are needed to know what is usual. */
const LEAST_HISTORY = 4;

/**
 * Compares the share of tense caller speech in a shift with the same hours of the published weeks. Judged only where
 * every segment of the shift is safe to show by itself: then the shift is a union of slots that will be published,
 * and the alert tells nothing about fewer people than they do.
 */
export function shiftVerdict(
  calls: readonly ExposureCall[],
  segments: readonly HourRange[],
  history: readonly ReadCell[],
  { rule, factor }: ShiftLimit,
): ShiftVerdict {
  const hourly = speechByHour(calls);
  const released = segments.map(({ from, to }) => release(hourly.slice(from, to).flat(), SLOT_NUMBERS, rule));
  if (released.length === 0) return 'too-few-people';
  let [tense, speech] = [0, 0];
  for (const { tenseMinutes, speechMinutes } of released) {
    if (tenseMinutes === null || speechMinutes === null) return 'too-few-people';
    tense += tenseMinutes;
    speech += speechMinutes;
  }
  const usual = usualShare(segments, history);
  if (usual === null) return 'no-history';
  const isHigh = tense / speech >= factor * usual && isHighWithoutAnyone(hourly, segments, factor * usual);
  return isHigh ? 'high' : 'usual';
}

/**
 * Whether the load stays high without any single person. So an alert is never about one person, and if somebody's
 * calls are erased before the week is published, alert and published figures together do not reveal their load.
 */
function isHighWithoutAnyone(
  hourly: HourlyPieces<SlotTrait>,
  segments: readonly HourRange[],
  limit: number,
): boolean {
  const pieces = segments.flatMap(({ from, to }) => hourly.slice(from, to).flat());
  const sumOf = (own: typeof pieces) => own.reduce((sum, { amount }) => sum + amount, 0);
  const isTense = ({ traits }: (typeof pieces)[number]) => traits.includes('tense');
  const all = { speech: sumOf(pieces), tense: sumOf(pieces.filter(isTense)) };
  return [...groupBy(pieces, ({ agentId }) => agentId).values()].every((own) => {
    const speech = all.speech - sumOf(own);
    return speech > 0 && (all.tense - sumOf(own.filter(isTense))) / speech >= limit;
  });
}

function usualShare(segments: readonly HourRange[], history: readonly ReadCell[]): number | null {
  const within = history.filter(
    ({ grain, hours }) =>
      grain === 'slot' &&
      hours.every((range) => segments.some(({ from, to }) => range.from >= from && range.to <= to)),
  );
  if (new Set(within.map(({ week }) => week)).size < LEAST_HISTORY) return null;
  const sum = (id: 'tenseMinutes' | 'speechMinutes') =>
    within.reduce((all, { numbers }) => all + (numbers[id] ?? 0), 0);
  const speech = sum('speechMinutes');
  return speech > 0 ? sum('tenseMinutes') / speech : null;
}
