import { groupBy } from '../../storage/group-by.js';

/** When a number may be shown to a lead. */
export type DisclosureRule = {
  /** Distinct agents behind every number, and behind every difference of numbers; never below 10. */
  readonly k: number;
  /** No person's value may be known more closely than this share of it, either way. */
  readonly protection: number;
  /** Every number is rounded to a multiple of this. */
  readonly roundTo: number;
};

export const LEAST_K = 10;

export const DISCLOSURE: DisclosureRule = { k: LEAST_K, protection: 0.1, roundTo: 5 };

/** Part of what one agent met: one call, one stretch of minutes, one episode. `traits` tell pieces apart. */
export type Piece<Trait extends string> = {
  readonly agentId: string;
  readonly amount: number;
  readonly traits: readonly Trait[];
};

/** A number to be released: the sum of the pieces with a trait, or of all. Listed by importance. */
export type ReleasedNumber<Id extends string, Trait extends string> = {
  readonly id: Id;
  readonly trait: Trait | null;
};

/** Rounded sums; `null` = suppressed. */
export type Released<Id extends string> = Readonly<Record<Id, number | null>>;

/**
 * Releases as many of the numbers as is safe, in order of importance. Each number released tells the pieces apart
 * into finer classes; it is released only if every class is safe by itself. A linear combination of the numbers has
 * one coefficient for each class, so whatever is combined rests on whole classes, each of k agents or more.
 */
export function release<Id extends string, Trait extends string>(
  pieces: readonly Piece<Trait>[],
  numbers: ReadonlyArray<ReleasedNumber<Id, Trait>>,
  rule: DisclosureRule,
): Released<Id> {
  const totals = amountsByAgent(pieces);
  let classes: ReadonlyArray<readonly Piece<Trait>[]> = [pieces];
  const released: Partial<Record<Id, number | null>> = {};
  let baseIsSafe = true;
  for (const { id, trait } of numbers) {
    if (trait === null) {
      baseIsSafe = isClassSafe(totals, null, rule);
      released[id] = baseIsSafe ? rounded(sumOf(pieces), rule) : null;
      continue;
    }
    const finer = classes.flatMap((own) => [
      own.filter((piece) => piece.traits.includes(trait)),
      own.filter((piece) => !piece.traits.includes(trait)),
    ]);
    const occupied = finer.filter((own) => sumOf(own) > 0);
    // A number that splits no class equals a combination of those before it: "none" or "all" of them, which would
    // tell everybody's value exactly.
    const tellsNew = occupied.length > classes.length;
    const isSafe =
      baseIsSafe && tellsNew && occupied.every((own) => isClassSafe(amountsByAgent(own), totals, rule));
    if (isSafe) classes = occupied;
    released[id] = isSafe
      ? rounded(sumOf(pieces.filter((piece) => piece.traits.includes(trait))), rule)
      : null;
  }
  return released as Released<Id>;
}

/**
 * Whether the sum of a class may be known.
 * - At least k agents have something in it.
 * - p % rule: a person who knows the second largest value cannot estimate the largest within the protection
 *   (Hundepool et al., Statistical Disclosure Control, 2012, section 4.2).
 * - Bounds: an attacker who knows how much each agent had in all classes together (`totals`) knows of agent i
 *   max(0, mᵢ + T − M) ≤ xᵢ ≤ min(mᵢ, T) (Fréchet). The interval stays wider than the protection, with a margin, and
 *   measured against mᵢ, not xᵢ: so what i had in the other classes cannot be told closely either.
 */
export function isClassSafe(
  amounts: ReadonlyMap<string, number>,
  totals: ReadonlyMap<string, number> | null,
  rule: DisclosureRule,
): boolean {
  const values = [...amounts.values()].filter((value) => value > 0).sort((a, b) => b - a);
  const [largest = 0, second = 0] = values;
  if (values.length < rule.k) return false;
  const sum = total(values);
  if (sum - largest - second < rule.protection * largest) return false;
  if (totals === null) return true;
  const everything = total([...totals.values()]);
  const half = rule.roundTo / 2;
  return [...totals.values()].every((limit) => {
    const low = Math.max(0, limit + (sum - half) - everything);
    const high = Math.min(limit, sum + half);
    return high - low > MARGIN * rule.protection * limit;
  });
}

/** Within 10 % either way is an interval of 20 %; a quarter more for safety. */
const MARGIN = 2.5;

export function rounded(value: number, { roundTo }: DisclosureRule): number {
  return Math.round(value / roundTo) * roundTo;
}

/** Number of agents as a lead may see it: rounded down, so that it never says more than it proves. */
export function agentsAtLeast(count: number, { k, roundTo }: DisclosureRule): number {
  return Math.max(k, Math.floor(count / roundTo) * roundTo);
}

function amountsByAgent<Trait extends string>(pieces: readonly Piece<Trait>[]): Map<string, number> {
  const byAgent = groupBy(pieces, ({ agentId }) => agentId);
  return new Map([...byAgent].map(([agentId, own]) => [agentId, sumOf(own)]));
}

function sumOf(pieces: ReadonlyArray<Piece<string>>): number {
  return total(pieces.map(({ amount }) => amount));
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
