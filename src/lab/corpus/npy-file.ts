import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { open } from 'node:fs/promises';

const HEADER_BYTES = 128;

/** Writes rows of float32 as a NumPy array (NPY format 1.0, NEP 1) whose number of rows is known only at the end. */
export class NpyFile {
  readonly #stream: WriteStream;
  rows = 0;

  constructor(
    readonly path: string,
    readonly columns: number,
  ) {
    this.#stream = createWriteStream(path);
    this.#stream.write(header(0, columns));
  }

  /** Appends whole rows; `values.length` is a multiple of `columns`. */
  async append(values: Float32Array): Promise<void> {
    this.rows += values.length / this.columns;
    const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    if (!this.#stream.write(Buffer.from(bytes))) await once(this.#stream, 'drain');
  }

  async close(): Promise<void> {
    this.#stream.end();
    await once(this.#stream, 'finish');
    const file = await open(this.path, 'r+');
    try {
      await file.write(header(this.rows, this.columns), 0, HEADER_BYTES, 0);
    } finally {
      await file.close();
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
