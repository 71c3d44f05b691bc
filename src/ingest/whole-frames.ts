/** A sender whose messages have been whole for so long tears one only by accident: half a second of telephone frames. */
const REGULAR_MESSAGES = 25;

const EMPTY = new Uint8Array(0);

/**
 * Cuts a stream of bytes into whole sample frames, however it was cut into messages: what a message leaves over is
 * carried to the next. Only where the next message is whole again, and sounds as if it began with a sample or, where
 * the sound does not tell, messages have been whole as a rule, the rest was torn off on the way; it is dropped then, so
 * that neither samples nor parties stay shifted.
 */
export class WholeFrames {
  readonly #frameBytes: number;
  readonly #beginsInside: ((message: Uint8Array) => boolean | null) | null;
  #rest: Uint8Array = EMPTY;
  /** Whole messages in a row before the rest came, and since. */
  #wholeBefore = 0;
  #wholeInARow = 0;
  /** The sound has told that the sender's messages end anywhere. */
  #isCutAnywhere = false;

  /** `beginsInside`: whether a message goes on with a sample of which one byte is there already; null = not yet known. */
  constructor(frameBytes: number, beginsInside: ((message: Uint8Array) => boolean | null) | null = null) {
    this.#frameBytes = frameBytes;
    this.#beginsInside = beginsInside;
  }

  /** The whole frames that are there with this message; may share its memory. */
  take(message: Uint8Array): Uint8Array {
    const isWhole = message.length % this.#frameBytes === 0;
    if (this.#rest.length > 0 && isWhole && !this.#goesOn(message)) this.#rest = EMPTY;
    const bytes = this.#rest.length === 0 ? message : joined(this.#rest, message);
    const length = bytes.length - (bytes.length % this.#frameBytes);
    if (!isWhole) this.#wholeBefore = this.#wholeInARow;
    this.#wholeInARow = isWhole ? this.#wholeInARow + 1 : 0;
    this.#rest = length === bytes.length ? EMPTY : bytes.slice(length);
    return length === bytes.length ? bytes : bytes.subarray(0, length);
  }

  #goesOn(message: Uint8Array): boolean {
    if (this.#beginsInside === null || this.#rest.length % 2 === 0)
      return this.#isCutAnywhere || !this.#isTornOff();
    const heard = this.#beginsInside(message);
    if (heard !== null) this.#isCutAnywhere = heard;
    return heard ?? true;
  }

  #isTornOff(): boolean {
    const wasRegular = this.#wholeBefore >= REGULAR_MESSAGES && this.#wholeInARow === 0;
    return wasRegular || this.#wholeInARow >= REGULAR_MESSAGES;
  }
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(head.length + tail.length);
  bytes.set(head);
  bytes.set(tail, head.length);
  return bytes;
}
