/**
 * What every number was made of, worked out from the raw calls by this file alone: local time by `Intl`, teams and
 * measures by their printed formulas. It shares no code with the publication, so it also checks its arithmetic.
 */
import {
  CUE_AFTER_MS,
  type Organisation,
  PEAK_AFTER_MS,
  type RawCall,
  STRETCH_EVERY_MS,
} from './organisation.js';
import type { SeenNumber } from './release-of.js';

/** The smallest part of a number: some amount that one agent met. */
export type Atom = { readonly agentId: string; readonly amount: number };

type Placed = RawCall & {
  readonly index: number;
  readonly week: (zone: string) => string;
  readonly hour: (zone: string) => number;
  /** The one team in which it counts. */
  readonly home: string | undefined;
};

const MINUTE_MS = 60_000;
const BREAK_MS = 3 * MINUTE_MS;

/** Which universe a number counts in: amounts of different universes never cancel. */
export const UNIVERSE: Readonly<Record<string, string>> = {
  speechMinutes: 'speech',
  tenseMinutes: 'speech',
  heardCalls: 'calls',
  hardCalls: 'calls',
  hardWithBreak: 'calls',
  hardAfterHard: 'calls',
  callMinutes: 'time',
  quietMinutes: 'time',
  episodes: 'episodes',
  recoveredEpisodes: 'episodes',
  recoveryMinutes: 'recovery',
  resetsOffered: 'resets',
  resetsTaken: 'resets',
  resetsSkipped: 'resets',
  cuesShown: 'cues',
  cuesWrong: 'cues',
  shownSeconds: 'shownSeconds',
  shownSquares: 'shownSquares',
  heldMoments: 'held',
  heldSeconds: 'heldSeconds',
  heldSquares: 'heldSquares',
};

/** Numbers that are a whole universe: an attacker does not know them beforehand. */
export const IS_BASE: ReadonlySet<string> = new Set([
  'speechMinutes',
  'heardCalls',
  'callMinutes',
  'episodes',
  'recoveryMinutes',
  'resetsOffered',
  'cuesShown',
  'shownSeconds',
  'shownSquares',
  'heldMoments',
  'heldSeconds',
  'heldSquares',
]);

/** Atoms of an organisation, and which of them a seen number adds up. */
export class Atoms {
  readonly #organisation: Organisation;
  readonly #placed: readonly Placed[];
  readonly #byAgent = new Map<string, readonly Placed[]>();
  readonly #neighbours = new Map<string, { previous: Placed | undefined; next: Placed | undefined }>();

  constructor(organisation: Organisation) {
    this.#organisation = organisation;
    this.#placed = organisation.calls.map((call, index) => ({
      ...call,
      index,
      week: memoised((zone) => localTime(call.startedAt, zone).week),
      hour: memoised((zone) => localTime(call.startedAt, zone).hour),
      home: this.#home(this.#teamsAt(call.agentId, call.startedAt), call.startedAt),
    }));
    for (const call of this.#placed)
      this.#byAgent.set(call.agentId, [...(this.#byAgent.get(call.agentId) ?? []), call]);
  }

  /** Atom key → atom. Keys are equal exactly where the same amount is counted. */
  of(seen: SeenNumber): ReadonlyMap<string, Atom> {
    const atoms = new Map<string, Atom>();
    for (const call of this.#placed) {
      if (seen.rows === 'kept' && this.#organisation.erased.includes(call.agentId)) continue;
      const zone = this.#zoneOf(seen.teamId);
      if (!this.#counts(call, seen, zone)) continue;
      for (const [part, amount] of this.#parts(call, seen, zone))
        if (amount > 0)
          atoms.set(`${UNIVERSE[seen.number]}:${call.index}:${part}`, { agentId: call.agentId, amount });
    }
    return atoms;
  }

  #zoneOf(teamId: string | null): string {
    return this.#organisation.teams.find((team) => team.teamId === teamId)?.timeZone ?? 'UTC';
  }

  #counts(call: Placed, seen: SeenNumber, zone: string): boolean {
    const week = call.week(zone);
    if (week !== seen.week && fourWeeksOf(week) !== seen.week) return false;
    const isOffer = seen.number.startsWith('resets');
    if (!isOffer && !seen.hours.some(({ from, to }) => call.hour(zone) >= from && call.hour(zone) < to))
      return false;
    if (seen.teamId === null) return true;
    if (!seen.overlapping && !isOffer) return call.home === seen.teamId;
    const at = isOffer ? call.endedAt : call.startedAt;
    const teams = this.#teamsAt(call.agentId, at);
    return seen.overlapping ? teams.includes(seen.teamId) : this.#home(teams, at) === seen.teamId;
  }

  #teamsAt(agentId: string, at: number): readonly string[] {
    return this.#organisation.memberships
      .filter((row) => row.agentId === agentId && row.from <= at && (row.to === null || at < row.to))
      .sort((a, b) => a.from - b.from || (a.teamId < b.teamId ? -1 : 1))
      .map(({ teamId }) => teamId);
  }

  #home(teams: readonly string[], at: number): string | undefined {
    if (teams.length < 2) return teams[0];
    const working = teams.filter((teamId) => {
      const team = this.#organisation.teams.find((own) => own.teamId === teamId)!;
      const { hour } = localTime(at, team.timeZone);
      return team.shifts.some((shift) =>
        shift.weekdays.some((weekday) => {
          const start = (weekday - 1) * 24 + Math.floor(shift.startMinute / 60);
          const minutes = (shift.endMinute - shift.startMinute + 1440) % 1440 || 1440;
          const since = (hour - start + 168) % 168;
          return since < Math.ceil(minutes / 60);
        }),
      );
    });
    return working[0] ?? teams[0];
  }

  #parts(call: Placed, { number }: SeenNumber, zone: string): readonly (readonly [string, number])[] {
    const minutes = (ms: number) => ms / MINUTE_MS;
    const lasting = call.endedAt - call.startedAt;
    const tense: [string, number] = ['tense', minutes(call.tenseMs)];
    const quiet: [string, number] = ['quiet', minutes(call.quietMs)];
    const recovered = call.recoveriesMs.flatMap((ms, n): [string, number][] =>
      ms === null ? [] : [[`e${n}`, 1]],
    );
    const offer: [string, number][] = call.reset === null ? [] : [['offer', 1]];
    if (number.startsWith('resets')) {
      if (number === 'resetsTaken') return call.reset === 'taken' ? offer : [];
      if (number === 'resetsSkipped') return call.reset === 'skipped' ? offer : [];
      return offer;
    }
    if (number in CUE_PARTS) {
      const amount = call.cue === null ? 0 : CUE_PARTS[number]!(call.cue, secondsToCalm(call));
      return amount > 0 ? [['cue', amount]] : [];
    }
    if (!call.heard) return [];
    const { previous, next } = this.#neighboursOf(call, zone);
    switch (number) {
      case 'speechMinutes':
        return [tense, ['other', minutes(call.speechMs - call.tenseMs)]];
      case 'tenseMinutes':
        return [tense];
      case 'heardCalls':
        return [['call', 1]];
      case 'hardCalls':
        return call.hard ? [['call', 1]] : [];
      case 'hardWithBreak':
        return call.hard && (next === undefined || next.startedAt - call.endedAt >= BREAK_MS)
          ? [['call', 1]]
          : [];
      case 'hardAfterHard':
        return call.hard && previous?.hard === true ? [['call', 1]] : [];
      case 'callMinutes':
        return [quiet, ['talk', minutes(lasting - call.quietMs)]];
      case 'quietMinutes':
        return [quiet];
      case 'episodes':
        return call.recoveriesMs.map((_, n) => [`e${n}`, 1] as const);
      case 'recoveredEpisodes':
        return recovered;
      case 'recoveryMinutes':
        return call.recoveriesMs.map((ms, n) => [`e${n}`, ms === null ? 0 : minutes(ms)] as const);
      default:
        throw new Error(`No definition of ${number}.`);
    }
  }

  /** The agent's calls before and after on the same local day, in the same team. */
  #neighboursOf(call: Placed, zone: string) {
    const key = `${call.index} ${zone}`;
    const known = this.#neighbours.get(key);
    if (known !== undefined) return known;
    const day = Math.floor(call.hour(zone) / 24);
    const sameDay = (this.#byAgent.get(call.agentId) ?? []).filter(
      (other) =>
        other.home === call.home &&
        other.week(zone) === call.week(zone) &&
        Math.floor(other.hour(zone) / 24) === day,
    );
    const found = {
      previous: sameDay.filter((other) => other.startedAt < call.startedAt).at(-1),
      next: sameDay.find((other) => other.startedAt > call.startedAt),
    };
    this.#neighbours.set(key, found);
    return found;
  }
}

/** What a cue that was due adds to each number of a block, by the seconds until the caller was calm. */
const CUE_PARTS: Readonly<Record<string, (cue: NonNullable<RawCall['cue']>, seconds: number) => number>> = {
  cuesShown: ({ isShown }) => (isShown ? 1 : 0),
  cuesWrong: ({ isShown, isWrong }) => (isShown && isWrong ? 1 : 0),
  shownSeconds: ({ isShown }, seconds) => (isShown ? seconds : 0),
  shownSquares: ({ isShown }, seconds) => (isShown ? seconds ** 2 : 0),
  heldMoments: ({ isShown }) => (isShown ? 0 : 1),
  heldSeconds: ({ isShown }, seconds) => (isShown ? 0 : seconds),
  heldSquares: ({ isShown }, seconds) => (isShown ? 0 : seconds ** 2),
};

/** From the moment at which the cue was due to the end of its stretch; three minutes at the most, and if never. */
function secondsToCalm({ recoveriesMs }: RawCall): number {
  const recovery = recoveriesMs[0] ?? null;
  if (recovery === null) return 180;
  return Math.min(180, (STRETCH_EVERY_MS + PEAK_AFTER_MS + recovery - CUE_AFTER_MS) / 1000);
}

/** "2026-B03" for weeks 9 to 12. */
function fourWeeksOf(week: string): string {
  const [year, number] = week.split('-W');
  return `${year}-B${String(Math.ceil(Number(number) / 4)).padStart(2, '0')}`;
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function localTime(at: number, zone: string): { readonly week: string; readonly hour: number } {
  let format = FORMATS.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      hourCycle: 'h23',
    });
    FORMATS.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const weekday = WEEKDAYS.indexOf(parts.weekday ?? '');
  const date = Date.UTC(Number(parts.year), Number(parts.month) - 1, Number(parts.day));
  return { week: isoWeek(date), hour: weekday * 24 + Number(parts.hour) };
}

/** ISO 8601: the week's year is its Thursday's, and week 1 holds the year's first Thursday. */
function isoWeek(dateMs: number): string {
  const thursday = new Date(dateMs);
  thursday.setUTCDate(thursday.getUTCDate() + 3 - ((thursday.getUTCDay() + 6) % 7));
  const year = thursday.getUTCFullYear();
  const number = 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * 86_400_000));
  return `${year}-W${String(number).padStart(2, '0')}`;
}

function memoised<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}
