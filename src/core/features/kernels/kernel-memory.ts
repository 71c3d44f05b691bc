/** The instance's memory by the names that `assembly/index.ts` exports. */
export class KernelMemory {
  private readonly buffer: ArrayBuffer;
  private readonly places: Readonly<Record<string, { readonly value: number }>>;

  constructor(exports: unknown) {
    this.buffer = (exports as { readonly memory: { readonly buffer: ArrayBuffer } }).memory.buffer;
    this.places = exports as KernelMemory['places'];
  }

  floats(name: string, length: number): Float32Array {
    return new Float32Array(this.buffer, this.places[name]!.value, length);
  }

  doubles(name: string, length: number): Float64Array {
    return new Float64Array(this.buffer, this.places[name]!.value, length);
  }

  integers(name: string, length: number): Int32Array {
    return new Int32Array(this.buffer, this.places[name]!.value, length);
  }
}
