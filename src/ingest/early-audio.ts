/** How long, and how much, audio may wait for the word that says what it is: two seconds of 16 kHz, 16 bits. */
const LIMIT_MS = 2_000;
const LIMIT_BYTES = 65_536;
/** The same audio in base64, in messages of 20 ms of 8 kHz and 8 bits, each with its own JSON around it. */
export const LIMIT_BYTES_AS_TEXT = 196_608;

/** One message, and the monotonic time at which it came. */
export type EarlyMessage<T> = { readonly message: T; readonly atMs: number };

/** Audio that has overtaken the start of its stream: it waits for it, and is heard as of when it came. */
export class EarlyAudio<T> {
  readonly #waiting: EarlyMessage<T>[] = [];
  readonly #limitBytes: number;
  #bytes = 0;

  constructor(limitBytes = LIMIT_BYTES) {
    this.#limitBytes = limitBytes;
  }

  /** When the first of it came; undefined = there is none. */
  get sinceMs(): number | undefined {
    return this.#waiting[0]?.atMs;
  }

  /** False where it is too much, or has taken too long: the start will not come. */
  hold(message: T, bytes: number, atMs: number): boolean {
    this.#waiting.push({ message, atMs });
    this.#bytes += bytes;
    return this.#bytes <= this.#limitBytes && atMs - (this.sinceMs ?? atMs) <= LIMIT_MS;
  }

  /** All of it, in order; nothing waits any longer. */
  take(): readonly EarlyMessage<T>[] {
    this.#bytes = 0;
    return this.#waiting.splice(0);
  }
}
