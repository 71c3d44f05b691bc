import { HOURS_A_WEEK } from '../../people/week-calendar.js';
import type { Piece } from './disclosure.js';
import type { ExposureCall } from './exposure-call.js';
import type { SlotTrait } from './numbers.js';
import type { HourlyPieces } from './slots.js';
import { MINUTE_MS } from './team-week.js';

/** Caller speech by hour of the week, tense and other. */
export function speechByHour(calls: readonly ExposureCall[]): HourlyPieces<SlotTrait> {
  const hourly: Piece<SlotTrait>[][] = Array.from({ length: HOURS_A_WEEK }, () => []);
  for (const { agentId, hour, heard, customerSpeechMs, tenseMs } of calls) {
    if (!heard) continue;
    const tense = Math.min(tenseMs, customerSpeechMs);
    hourly[hour]?.push(
      { agentId, amount: tense / MINUTE_MS, traits: ['tense'] },
      { agentId, amount: (customerSpeechMs - tense) / MINUTE_MS, traits: [] },
    );
  }
  return hourly;
}
