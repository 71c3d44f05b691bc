/** What must never be found, each with its own count; 0 = it was looked for and is not there. */
export const KINDS = [
  'agentEmotionTraces',
  'inferencesWithoutNotice',
  'inferencesAfterObjection',
  'resurrectedRecords',
  'readableAfterErasure',
  'ownEyesOutsideSession',
] as const;
export type Kind = (typeof KINDS)[number];

/** Counts what was found, and keeps where. */
export class Findings {
  readonly #found = new Map<Kind, string[]>(KINDS.map((kind) => [kind, []]));

  add(kind: Kind, where: string): void {
    this.#found.get(kind)!.push(where);
  }

  /** Adds one finding for each of `count`. */
  count(kind: Kind, count: number, where: string): void {
    for (let i = 0; i < count; i++) this.add(kind, where);
  }

  get counts(): Record<Kind, number> {
    return Object.fromEntries(KINDS.map((kind) => [kind, this.#found.get(kind)!.length])) as Record<
      Kind,
      number
    >;
  }

  /** One line for each place of each kind. */
  lines(): readonly string[] {
    return KINDS.flatMap((kind) => [...new Set(this.#found.get(kind))].map((where) => `${kind}: ${where}`));
  }
}
