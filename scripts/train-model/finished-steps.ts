import { createHash } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a run rests on: another speech or other options make another run. */
export type RunOf = { readonly speech: string; readonly options: Readonly<Record<string, unknown>> };

/** The steps of a run that are finished, kept in its folder: a run that was cut off goes on after the last of them. */
export class FinishedSteps {
  readonly #file: string;
  readonly #run: string;
  readonly #done = new Set<string>();

  constructor(folder: string, run: RunOf) {
    this.#file = join(folder, 'steps.json');
    this.#run = createHash('sha256').update(JSON.stringify(run)).digest('hex');
    const kept = keptAt(this.#file);
    if (kept?.run === this.#run) for (const step of kept.done) this.#done.add(step);
  }

  get count(): number {
    return this.#done.size;
  }

  /** Runs a step unless it is finished already; true = it ran. What it throws leaves it unfinished. */
  async once(step: string, work: () => Promise<void>): Promise<boolean> {
    if (this.#done.has(step)) return false;
    await work();
    this.#done.add(step);
    const draft = `${this.#file}.draft`;
    writeFileSync(draft, JSON.stringify({ run: this.#run, done: [...this.#done] }));
    renameSync(draft, this.#file);
    return true;
  }
}

function keptAt(file: string): { readonly run: string; readonly done: readonly string[] } | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { run: string; done: string[] };
  } catch {
    return null;
  }
}
