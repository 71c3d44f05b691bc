import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { RecordingIds } from '../../lab/recordings/recording-ids.js';
import { tryOutput } from '../output/try-output.js';

/** Names one result file for each recording: in a folder where there may be several, else just as it was given. */
export class ResultFiles {
  readonly #target: string;
  readonly #isFolder: boolean;
  readonly #ids = new RecordingIds();

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

  fileFor(recording: string, ending: string): string {
    return this.#isFolder ? join(this.#target, `${this.#ids.idOf(recording)}.${ending}`) : this.#target;
  }
}
