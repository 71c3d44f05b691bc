import { closeSync, openSync, writeSync } from 'node:fs';

const HEADER_BYTES = 128;

/** Writes rows of float32 as a NumPy array (NPY format 1.0, NEP 1) whose number of rows is known only at the end. */
export class NpyFile {
  readonly #file: number;
  rows = 0;

  constructor(
    readonly path: string,
    readonly columns: number,
  ) {
    this.#file = openSync(path, 'w');
    writeSync(this.#file, header(0, columns));
  }

  /** Appends whole rows; `values.length` is a multiple of `columns`. */
  append(values: Float32Array): void {
    this.rows += values.length / this.columns;
    writeSync(this.#file, Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  }

  close(): void {
    try {
      writeSync(this.#file, header(this.rows, this.columns), 0, HEADER_BYTES, 0);
    } finally {
      closeSync(this.#file);
    }
  }
}

function header(rows: number, columns: number): Buffer {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${rows}, ${columns}), }`;
  const bytes = Buffer.alloc(HEADER_BYTES, ' ');
  bytes.write('\x93NUMPY\x01\x00', 'latin1');
  bytes.writeUInt16LE(HEADER_BYTES - 10, 8);
  bytes.write(text, 10, 'latin1');
  bytes.write('\n', HEADER_BYTES - 1);
  return bytes;
}
