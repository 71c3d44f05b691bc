import { stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { tryOutput } from '../output/try-output.js';

/** Names one result file for each recording: in a folder where there may be several, else just as it was given. */
export class ResultFiles {
  readonly #target: string;
  readonly #isFolder: boolean;
  readonly #taken = new Set<string>();

  private constructor(target: string, isFolder: boolean) {
    this.#target = target;
    this.#isFolder = isFolder;
  }

  /** A target is a folder where it is one already, ends in a slash, or several results are to come. */
  static async at(target: string, hasSeveral: boolean): Promise<ResultFiles> {
    const isThere = await stat(target).then(
      (entry) => entry.isDirectory(),
      () => false,
    );
    const isFolder = hasSeveral || isThere || /[\\/]$/.test(target);
    await tryOutput(target, isFolder ? 'folder' : 'file');
    return new ResultFiles(target, isFolder);
  }

  /** Recordings of one name in different folders, or with different endings, get names of their own. */
  fileFor(recording: string, ending: string): string {
    if (!this.#isFolder) return this.#target;
    const whole = recording === '-' ? 'call' : basename(recording);
    const stem = basename(whole, extname(whole));
    let name = `${stem}.${ending}`;
    for (let copy = 2; this.#taken.has(name); copy++)
      name = copy === 2 ? `${whole}.${ending}` : `${whole}-${copy}.${ending}`;
    this.#taken.add(name);
    return join(this.#target, name);
  }
}
