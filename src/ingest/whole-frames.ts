/** A sender whose messages have been whole for so long tears one only by accident: half a second of telephone frames. */
const REGULAR_MESSAGES = 25;
/** What one message weighs, of all that are remembered, where it is told how often they end inside a frame. */
const MESSAGE_WEIGHT = 1 / REGULAR_MESSAGES;
/** A sender of whose last messages so large a share ended inside a frame cuts anywhere. */
const CUT_ANYWHERE_SHARE = 0.12;

const EMPTY = new Uint8Array(0);

/** Tells by the sound where samples begin: read from the wrong byte on, speech and silence are noise. */
export interface EdgeListener {
  /**
   * Whether the message begins in the middle of a sample, because half of it came with the message before, or with a whole
   * one, because the other half was lost. Asked again, it weighs what it has heard since `forget`. Null = cannot be told.
   */
  beginsInside(message: Uint8Array): boolean | null;
  /** Whether what has been read for a while is noise, and a voice from the next byte on. */
  isShifted(bytes: Uint8Array): boolean;
  forget(): void;
}

/**
 * Cuts a stream of bytes into whole sample frames, however it was cut into messages: what a message leaves over is
 * carried to the next. Only where a sender tears by accident, and the next message is whole again, and sounds as if it
 * began with a sample or, where the sound does not tell, messages have been whole as a rule, the rest was torn off on the
 * way; it is dropped then, so that neither samples nor parties stay shifted.
 */
export class WholeFrames {
  readonly #frameBytes: number;
  readonly #listener: EdgeListener | null;
  #rest: Uint8Array = EMPTY;
  /** Whole messages in a row before the rest came, and since. */
  #wholeBefore = 0;
  #wholeInARow = 0;
  #tornShare = 0;
  /** The sound has told that the sender's messages end anywhere. */
  #isCutAnywhere = false;
  /** Bytes of a frame that were dropped as torn off, and would be missed if they were not. */
  #dropped = 0;

  /** `listener` tells by the sound where samples begin; null = nothing can. */
  constructor(frameBytes: number, listener: EdgeListener | null = null) {
    this.#frameBytes = frameBytes;
    this.#listener = listener;
  }

  /** The whole frames that are there with this message; may share its memory. */
  take(message: Uint8Array): Uint8Array {
    const isWhole = message.length % this.#frameBytes === 0;
    if (this.#rest.length > 0 && isWhole && this.#isTornOff(message)) this.#drop();
    const carried = this.#rest.length === 0 ? message : joined(this.#rest, message);
    const bytes = this.#isShifted(carried) ? this.#shifted(carried) : carried;
    const length = bytes.length - (bytes.length % this.#frameBytes);
    this.#count(isWhole);
    this.#rest = length === bytes.length ? EMPTY : bytes.slice(length);
    return length === bytes.length ? bytes : bytes.subarray(0, length);
  }

  #count(isWhole: boolean): void {
    if (!isWhole) this.#wholeBefore = this.#wholeInARow;
    this.#wholeInARow = isWhole ? this.#wholeInARow + 1 : 0;
    this.#tornShare += MESSAGE_WEIGHT * ((isWhole ? 0 : 1) - this.#tornShare);
    if (!isWhole) this.#listener?.forget();
  }

  #isTornOff(message: Uint8Array): boolean {
    if (this.#listener === null || this.#rest.length % 2 === 0) return this.#isRegular();
    const isInside = this.#listener.beginsInside(message);
    if (isInside !== null) this.#isCutAnywhere = isInside;
    return isInside === false;
  }

  #isRegular(): boolean {
    if (this.#isCutAnywhere || this.#tornShare > CUT_ANYWHERE_SHARE) return false;
    const wasRegular = this.#wholeBefore >= REGULAR_MESSAGES && this.#wholeInARow === 0;
    return wasRegular || this.#wholeInARow >= REGULAR_MESSAGES;
  }

  #drop(): void {
    this.#dropped = this.#rest.length;
    this.#rest = EMPTY;
    this.#listener?.forget();
  }

  /** Whether what is read has for a while been noise that is a voice from the next byte on. */
  #isShifted(bytes: Uint8Array): boolean {
    return this.#tornShare > 0 && (this.#listener?.isShifted(bytes) ?? false);
  }

  /** From where the frame that was dropped, or else the next sample, would have ended. */
  #shifted(bytes: Uint8Array): Uint8Array {
    const skipped = this.#dropped % 2 === 1 ? this.#frameBytes - this.#dropped : 1;
    this.#dropped = 0;
    return bytes.subarray(Math.min(bytes.length, skipped));
  }
}

function joined(head: Uint8Array, tail: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(head.length + tail.length);
  bytes.set(head);
  bytes.set(tail, head.length);
  return bytes;
}
