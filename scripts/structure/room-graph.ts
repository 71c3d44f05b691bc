import type { ICruiseResult } from 'dependency-cruiser';

/** An import that crosses from one room into another. */
export type Crossing = {
  readonly from: string;
  readonly to: string;
  readonly isTypeOnly: boolean;
  /** The two files, for the message. */
  readonly files: string;
};

/** The room of a file: a folder of `src/`, those of `core/` counted apart, or a single file beside them. */
export function roomOf(path: string): string | null {
  const match = /^src\/(core\/[^/]+|[^/]+)\//.exec(path) ?? /^src\/([^/]+)\.ts$/.exec(path);
  return match?.[1] ?? null;
}

export function crossingsOf(result: ICruiseResult): readonly Crossing[] {
  return result.modules.flatMap(({ source, dependencies }) => {
    const from = roomOf(source);
    return dependencies.flatMap(({ resolved, dependencyTypes }): Crossing[] => {
      const to = roomOf(resolved);
      if (from === null || to === null || to === from) return [];
      const isTypeOnly = dependencyTypes.includes('type-only');
      return [{ from, to, isTypeOnly, files: `${source} → ${resolved}` }];
    });
  });
}

/** Single files beside the rooms (`main.ts`, `errors.ts`, …) are checked, but are no rooms. */
export function betweenRooms(crossings: readonly Crossing[]): readonly Crossing[] {
  return crossings.filter(({ from, to, files }) => [from, to].every((room) => isFolder(room, files)));
}

function isFolder(room: string, files: string): boolean {
  return !files.includes(`src/${room}.ts`);
}

/** Files that import one another in a ring, types included; each ring once. */
export function circlesOf(result: ICruiseResult): readonly string[] {
  const circles = new Map<string, string>();
  for (const { source, dependencies } of result.modules)
    for (const { circular, cycle } of dependencies)
      if (circular) {
        const ring = [source, ...(cycle ?? []).map(({ name }) => name)];
        circles.set([...new Set(ring)].sort().join(' '), ring.join(' → '));
      }
  return [...circles.values()];
}

/** The longest chain of arrows, counted in rooms; infinite where rooms import one another in a ring. */
export function floorsOf(crossings: readonly Crossing[]): number {
  const below = new Map<string, Set<string>>();
  for (const { from, to } of crossings) below.set(from, (below.get(from) ?? new Set()).add(to));
  const heights = new Map<string, number>();
  const heightOf = (room: string): number => {
    const known = heights.get(room);
    if (known !== undefined) return known;
    heights.set(room, Number.POSITIVE_INFINITY);
    const height = 1 + Math.max(0, ...[...(below.get(room) ?? [])].map(heightOf));
    heights.set(room, height);
    return height;
  };
  return Math.max(0, ...[...below.keys()].map(heightOf));
}
