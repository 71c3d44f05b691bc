/**
 * The attacker: a lead who knows the rota, the team changes, when records were erased, and how much every agent had
 * to do in all, and who may combine any seen numbers linearly. Exhaustive on small systems, random pivots on large
 * ones: rows of a reduced row-echelon form are the combinations of smallest support for their choice of pivots.
 */
import type { DisclosureRule } from '../../src/wellbeing/exposure/disclosure.js';
import { Atoms, IS_BASE, UNIVERSE } from './atoms.js';
import type { Organisation } from './organisation.js';
import type { SeenNumber } from './release-of.js';

export type AttackResult = {
  readonly combinations: number;
  readonly successes: readonly string[];
  /** Fewest agents that any combination rested on. */
  readonly smallestGroup: number;
  /** Numbers that differ from the raw rows by more than their rounding. */
  readonly wrongNumbers: number;
};

/** Atoms that stand in exactly the same numbers always have one coefficient together. */
type Column = { readonly agents: ReadonlySet<string>; readonly byAgent: ReadonlyMap<string, number> };

type System = {
  readonly numbers: readonly SeenNumber[];
  readonly columns: readonly Column[];
  /** [number][column], 0 or 1. */
  readonly matrix: readonly (readonly number[])[];
  /** What each agent has in the universe, in every place that the system knows of. */
  readonly totals: ReadonlyMap<string, number>;
};

type Combination = { readonly weights: readonly number[]; readonly coefficients: readonly number[] };

const TOLERANCE = 1e-9;
const WITHIN = 0.1;
const ORDERS = 24;

export function attack(
  organisation: Organisation,
  seen: readonly SeenNumber[],
  { k, roundTo }: Pick<DisclosureRule, 'k' | 'roundTo'>,
  random: () => number,
): AttackResult {
  const atoms = new Atoms(organisation);
  let combinations = 0;
  let smallestGroup = Number.POSITIVE_INFINITY;
  let wrongNumbers = 0;
  const successes: string[] = [];
  for (const system of systemsOf(atoms, seen)) {
    wrongNumbers += system.numbers.filter((number, row) => {
      const sum = system.columns.reduce(
        (all, column, at) => all + system.matrix[row]![at]! * sumOf(column),
        0,
      );
      return Math.abs(sum - number.value) > roundTo / 2 + 1e-6;
    }).length;
    for (const combination of combinationsOf(system, random)) {
      combinations += 1;
      const group = supportOf(system, combination);
      if (group === 0) {
        if (tellsOfNobody(system, combination)) successes.push(`${describe(system, combination)} is nothing`);
        continue;
      }
      smallestGroup = Math.min(smallestGroup, group);
      if (group < k) successes.push(`${describe(system, combination)} rests on ${group}`);
      else {
        const bounded = boundedAgent(system, combination, roundTo / 2);
        if (bounded !== null) successes.push(`${describe(system, combination)} bounds ${bounded}`);
      }
    }
  }
  return { combinations, successes, smallestGroup, wrongNumbers };
}

/** Two different measures that are equal to the last atom: "all of them" or "none", known of everybody. */
function tellsOfNobody({ numbers }: System, { weights }: Combination): boolean {
  const used = numbers.filter((_, row) => Math.abs(weights[row]!) > TOLERANCE);
  const isOneView =
    new Set(used.map(({ teamId, rows, overlapping }) => `${teamId} ${rows} ${overlapping}`)).size === 1;
  return isOneView && new Set(used.map(({ number }) => number)).size > 1;
}

/** Numbers that share no atom cannot be combined to any gain: each connected part is a system of its own. */
function systemsOf(atoms: Atoms, seen: readonly SeenNumber[]): readonly System[] {
  const contents = seen.map((number) => atoms.of(number));
  const group = seen.map((_, index) => index);
  const root = (index: number): number => (group[index] === index ? index : root(group[index]!));
  const owner = new Map<string, number>();
  contents.forEach((own, index) => {
    for (const key of own.keys()) {
      const other = owner.get(key);
      if (other === undefined) owner.set(key, index);
      else group[root(index)] = root(other);
    }
  });
  const members = new Map<number, number[]>();
  for (const index of seen.keys()) members.set(root(index), [...(members.get(root(index)) ?? []), index]);
  return [...members.values()].map((rows) => {
    const signatures = new Map<string, { atoms: Map<string, number>; rows: number[] }>();
    const placed = new Map<string, number[]>();
    for (const [position, row] of rows.entries())
      for (const key of contents[row]!.keys()) placed.set(key, [...(placed.get(key) ?? []), position]);
    const totals = new Map<string, number>();
    for (const [key, positions] of placed) {
      const { agentId, amount } = contents[rows[positions[0]!]!]!.get(key)!;
      const signature = signatures.get(positions.join()) ?? { atoms: new Map(), rows: positions };
      signature.atoms.set(agentId, (signature.atoms.get(agentId) ?? 0) + amount);
      signatures.set(positions.join(), signature);
      totals.set(agentId, (totals.get(agentId) ?? 0) + amount);
    }
    const columns = [...signatures.values()];
    return {
      numbers: rows.map((row) => seen[row]!),
      columns: columns.map(({ atoms: byAgent }) => ({ byAgent, agents: new Set(byAgent.keys()) })),
      matrix: rows.map((_, position) => columns.map((column) => (column.rows.includes(position) ? 1 : 0))),
      totals,
    };
  });
}

function* combinationsOf(system: System, random: () => number): Generator<Combination> {
  const count = system.numbers.length;
  const single = (row: number, other: number | null, sign: number): Combination => {
    const weights = system.numbers.map((_, index) => (index === row ? 1 : index === other ? sign : 0));
    return { weights, coefficients: coefficientsOf(system, weights) };
  };
  for (let row = 0; row < count; row += 1) yield single(row, null, 0);
  for (let row = 0; row < count; row += 1)
    for (let other = row + 1; other < count; other += 1) {
      yield single(row, other, -1);
      yield single(row, other, 1);
    }
  // The largest groups are made to vanish first, then the order is left to chance.
  const bySize = system.columns
    .map((_, at) => at)
    .sort((a, b) => system.columns[b]!.agents.size - system.columns[a]!.agents.size);
  for (let order = 0; order < (count === 1 ? 0 : ORDERS); order += 1) {
    const columns = order === 0 ? bySize : shuffled(bySize, random);
    const rows = reduced(system, columns);
    yield* rows;
    for (let a = 0; a + 1 < rows.length; a += 1) yield difference(rows[a]!, rows[a + 1]!);
  }
}

function coefficientsOf(system: System, weights: readonly number[]): readonly number[] {
  return system.columns.map((_, at) =>
    weights.reduce((sum, weight, row) => sum + weight * system.matrix[row]![at]!, 0),
  );
}

function difference(a: Combination, b: Combination): Combination {
  return {
    weights: a.weights.map((weight, index) => weight - b.weights[index]!),
    coefficients: a.coefficients.map((value, index) => value - b.coefficients[index]!),
  };
}

/** Gauss-Jordan elimination with the pivots in the given order of columns. */
function reduced(system: System, order: readonly number[]): readonly Combination[] {
  const rows: { coefficients: number[]; weights: number[] }[] = system.matrix.map((coefficients, row) => ({
    coefficients: [...coefficients],
    weights: system.numbers.map((_, index) => (index === row ? 1 : 0)),
  }));
  let top = 0;
  for (const column of order) {
    const pivot = rows.findIndex(
      (row, index) => index >= top && Math.abs(row.coefficients[column]!) > TOLERANCE,
    );
    if (pivot < 0) continue;
    [rows[top], rows[pivot]] = [rows[pivot]!, rows[top]!];
    const lead = rows[top]!;
    const scale = lead.coefficients[column]!;
    lead.coefficients = lead.coefficients.map((value) => value / scale);
    lead.weights = lead.weights.map((value) => value / scale);
    for (const [index, row] of rows.entries()) {
      const factor = row.coefficients[column]!;
      if (index === top || Math.abs(factor) < TOLERANCE) continue;
      row.coefficients = row.coefficients.map((value, at) => value - factor * lead.coefficients[at]!);
      row.weights = row.weights.map((value, at) => value - factor * lead.weights[at]!);
    }
    top += 1;
  }
  return rows.slice(0, top);
}

function supportOf(system: System, { coefficients }: Combination): number {
  const agents = new Set<string>();
  system.columns.forEach((column, at) => {
    if (Math.abs(coefficients[at]!) > TOLERANCE) for (const agent of column.agents) agents.add(agent);
  });
  return agents.size;
}

/**
 * An agent whose part in the combination is known within 10 % either way from what was seen, or at most 10 % too
 * high by the sum alone. Two attackers: one knows every agent's total, one knows nothing beforehand.
 */
function boundedAgent(system: System, { weights, coefficients }: Combination, half: number): string | null {
  const seen = weights.reduce((sum, weight, row) => sum + weight * system.numbers[row]!.value, 0);
  const error = weights.reduce((sum, weight) => sum + Math.abs(weight) * half, 0);
  const most = Math.max(0, ...coefficients);
  const least = Math.min(0, ...coefficients);
  const everything = [...system.totals.values()].reduce((sum, value) => sum + value, 0);
  const isBaseAlone = weights.every(
    (weight, row) => weight === 0 || IS_BASE.has(system.numbers[row]!.number),
  );
  for (const [agentId, total] of system.totals) {
    const value = system.columns.reduce(
      (sum, column, at) => sum + coefficients[at]! * (column.byAgent.get(agentId) ?? 0),
      0,
    );
    if (value <= TOLERANCE) continue;
    const others = everything - total;
    if (!isBaseAlone) {
      const low = Math.max(least * total, seen - error - most * others);
      const high = Math.min(most * total, seen + error - least * others);
      if (low >= (1 - WITHIN) * value && high <= (1 + WITHIN) * value) return `${agentId} to ${low}..${high}`;
    }
    if (least >= 0 && seen + error <= (1 + WITHIN) * value) return `${agentId} by the sum ${seen}`;
  }
  return null;
}

function describe({ numbers }: System, { weights }: Combination): string {
  const used = numbers.flatMap((number, row) => {
    const weight = weights[row]!;
    if (Math.abs(weight) < TOLERANCE) return [];
    const place = `${number.teamId ?? 'all'} ${number.week} ${number.rows}${number.overlapping ? ' overlapping' : ''}`;
    return [`${weight} × ${number.number} [${place}]`];
  });
  return `${UNIVERSE[numbers[0]!.number]}: ${used.slice(0, 4).join(' + ')}${used.length > 4 ? ' + …' : ''}`;
}

function sumOf({ byAgent }: Column): number {
  return [...byAgent.values()].reduce((sum, value) => sum + value, 0);
}

function shuffled(order: readonly number[], random: () => number): readonly number[] {
  const result = [...order];
  for (let index = result.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    [result[index], result[other]] = [result[other]!, result[index]!];
  }
  return result;
}
