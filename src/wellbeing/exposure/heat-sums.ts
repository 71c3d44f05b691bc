import type { HourRange } from '../../people/shift-segments.js';
import { HOURS_A_WEEK } from '../../people/week-calendar.js';
import type { Numbers } from './numbers.js';

/** A slot of published caller speech, as far as a heat map shows it. */
type Slot = {
  readonly hours: readonly HourRange[];
  readonly agentsAtLeast: number;
  readonly numbers: Numbers;
};

/** An hour of the week over all slots that hold it. */
export type HeatHour = {
  readonly tenseMinutes: number;
  readonly speechMinutes: number;
  /** The same of slots that lie within this day alone. */
  readonly dayTenseMinutes: number;
  readonly daySpeechMinutes: number;
  /** The fewest people behind a slot; 0 = no slot holds the hour. */
  readonly agentsAtLeast: number;
};

/** One entry for each hour of the week. */
export type StoredHeat = Readonly<Record<keyof HeatHour, readonly number[]>>;

const hourly = () => new Float64Array(HOURS_A_WEEK);

/**
 * Minutes by hour of the week, of one team and week, or of many added up. An hour has the sums of all slots that hold
 * it: where few people work, neighbouring hours share one value.
 */
export class HeatSums {
  readonly #hours: Readonly<Record<keyof HeatHour, Float64Array>> = {
    tenseMinutes: hourly(),
    speechMinutes: hourly(),
    dayTenseMinutes: hourly(),
    daySpeechMinutes: hourly(),
    agentsAtLeast: hourly(),
  };

  addSlot({ hours, numbers, agentsAtLeast }: Slot): void {
    const own = this.#hours;
    const tense = numbers.tenseMinutes ?? 0;
    const speech = numbers.speechMinutes ?? 0;
    const days = new Set(hours.flatMap(({ from, to }) => [Math.floor(from / 24), Math.floor((to - 1) / 24)]));
    for (const { from, to } of hours)
      for (let hour = from; hour < to; hour += 1) {
        own.tenseMinutes[hour]! += tense;
        own.speechMinutes[hour]! += speech;
        if (days.size === 1) {
          own.dayTenseMinutes[hour]! += tense;
          own.daySpeechMinutes[hour]! += speech;
        }
        own.agentsAtLeast[hour] = fewest(own.agentsAtLeast[hour]!, agentsAtLeast);
      }
  }

  add(other: HeatSums): void {
    const [own, more] = [this.#hours, other.#hours];
    for (let hour = 0; hour < HOURS_A_WEEK; hour += 1) {
      own.tenseMinutes[hour]! += more.tenseMinutes[hour]!;
      own.speechMinutes[hour]! += more.speechMinutes[hour]!;
      own.dayTenseMinutes[hour]! += more.dayTenseMinutes[hour]!;
      own.daySpeechMinutes[hour]! += more.daySpeechMinutes[hour]!;
      own.agentsAtLeast[hour] = fewest(own.agentsAtLeast[hour]!, more.agentsAtLeast[hour]!);
    }
  }

  of(hour: number): HeatHour {
    const own = this.#hours;
    return {
      tenseMinutes: own.tenseMinutes[hour]!,
      speechMinutes: own.speechMinutes[hour]!,
      dayTenseMinutes: own.dayTenseMinutes[hour]!,
      daySpeechMinutes: own.daySpeechMinutes[hour]!,
      agentsAtLeast: own.agentsAtLeast[hour]!,
    };
  }

  toJSON(): StoredHeat {
    return Object.fromEntries(
      Object.entries(this.#hours).map(([name, values]) => [name, [...values]]),
    ) as unknown as StoredHeat;
  }

  static fromJSON(stored: StoredHeat): HeatSums {
    const sums = new HeatSums();
    for (const name of Object.keys(sums.#hours) as (keyof HeatHour)[]) sums.#hours[name].set(stored[name]);
    return sums;
  }
}

/** Zero stands for nobody named yet, not for nobody. */
function fewest(a: number, b: number): number {
  return a === 0 || (b > 0 && b < a) ? b : a;
}
