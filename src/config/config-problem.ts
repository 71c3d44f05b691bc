import type { ErrorCode } from '../errors.js';

/** One thing that is wrong with the configuration, and what to do about it. */
export type ConfigProblem = {
  readonly code: Extract<ErrorCode, `config.${string}`>;
  /** Where the value stands: `evenkeel.yaml, line 12`, `environment EVENKEEL_SERVER_PORT`, `command line`. */
  readonly where: string;
  /** Dotted path of the setting; empty when the whole file is meant. */
  readonly path: string;
  readonly sentence: string;
  readonly remedy: string;
};

/** One line for people: where, what, and the remedy. Never the value of a secret. */
export function problemLine(problem: ConfigProblem): string {
  const setting = problem.path === '' ? '' : `${problem.path}: `;
  return `${problem.where}: ${setting}${problem.sentence} ${problem.remedy}`;
}

/** The known name nearest to a misspelt one, or null when none is near (Damerau–Levenshtein, at most a third wrong). */
export function nearestName(name: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours. */
function editDistance(left: string, right: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const cost = left[row - 1] === right[column - 1] ? 0 : 1;
      let distance = Math.min(previous[column]! + 1, current[column - 1]! + 1, previous[column - 1]! + cost);
      if (left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1] && column > 1 && row > 1)
        distance = Math.min(distance, beforePrevious[column - 2]! + 1);
      current.push(distance);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[right.length]!;
}
