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

  get storage(): Float32Array {
    return this.rows;
  }

  /** Offset of the row that is now complete, or -1 while there is none. */
  get completed(): number {
    const frame = this.newest - this.pendingFrames;
    return frame < 0 ? -1 : this.offset(frame);
  }

  /** Copies the complete rows, oldest first; rows before the beginning are zero. */
  copyTo(into: Float32Array): void {
    const last = this.newest - this.pendingFrames;
    for (let i = 0; i < WINDOW_FRAMES; i++) {
      const frame = last - WINDOW_FRAMES + 1 + i;
      if (frame < 0) into.fill(0, i * COLUMNS, (i + 1) * COLUMNS);
      else into.set(this.rows.subarray(this.offset(frame), this.offset(frame) + COLUMNS), i * COLUMNS);
    }
  }

  private offset(frame: number): number {
    return (frame % (WINDOW_FRAMES + this.pendingFrames)) * COLUMNS;
  }
}
