import { LLD_NAMES, WINDOW_FRAMES } from './feature-schema.js';

const COLUMNS = LLD_NAMES.length;

/** The last three seconds of LLD rows and the few newest that still wait for their F0. */
export class FrameHistory {
  private readonly rows: Float32Array;
  private newest = -1;

  constructor(private readonly pendingFrames: number) {
    this.rows = new Float32Array((WINDOW_FRAMES + pendingFrames) * COLUMNS);
  }

  /** Offset of the row that `next` will overwrite: it has left the window. -1 while there is none. */
  get leaving(): number {
    const frame = this.newest + 1 - WINDOW_FRAMES - this.pendingFrames;
    return frame < 0 ? -1 : this.offset(frame);
  }

  /** Offset of a fresh row. */
  next(): number {
    this.newest += 1;
    return this.offset(this.newest);
  }

  /** Takes a run of frames equal to all that are held, in one step. */
  skip(frames: number): void {
    this.newest += frames;
  }

  get storage(): Float32Array {
    return this.rows;
  }

  /** Offset of the row that is now complete, or -1 while there is none. */
  get completed(): number {
    const frame = this.newest - this.pendingFrames;
    return frame < 0 ? -1 : this.offset(frame);
  }

  /** Copies the complete rows, oldest first, to an array of zeros; rows before the beginning stay zero. */
  copyTo(into: Float32Array): void {
    const end = this.newest - this.pendingFrames + 1;
    const first = Math.max(0, end - WINDOW_FRAMES);
    if (end <= first) return;
    const from = this.offset(first);
    const length = (end - first) * COLUMNS;
    const older = this.rows.subarray(from, from + length);
    into.set(older, into.length - length);
    into.set(this.rows.subarray(0, length - older.length), into.length - length + older.length);
  }

  private offset(frame: number): number {
    return (frame % (WINDOW_FRAMES + this.pendingFrames)) * COLUMNS;
  }
}
