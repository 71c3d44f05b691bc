import { basename, extname } from 'node:path';
import { STANDARD_INPUT } from './audio-file.js';

/**
 * Short names of recordings, each of them once: the file's name without its ending, with it where another recording has
 * that name already, and numbered where that is taken too. The same path always has the same name.
 */
export class RecordingIds {
  readonly #spelled: (name: string) => string;
  readonly #byPath = new Map<string, string>();
  readonly #taken = new Set<string>();

  /** @param spelled how a name is written, where some characters may not be in it */
  constructor(spelled: (name: string) => string = (name) => name) {
    this.#spelled = spelled;
  }

  idOf(path: string): string {
    const known = this.#byPath.get(path);
    if (known !== undefined) return known;
    const whole = this.#spelled(path === STANDARD_INPUT ? 'call' : basename(path));
    let id = basename(whole, extname(whole));
    for (let copy = 1; this.#taken.has(id); copy++) id = copy === 1 ? whole : `${whole}-${copy}`;
    this.#taken.add(id);
    this.#byPath.set(path, id);
    return id;
  }
}
