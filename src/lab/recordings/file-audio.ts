/** Audio as it lies in a file: one Float32Array in [-1, 1] per channel, at the file's own rate. */
export type FileAudio = { readonly sampleRateHz: number; readonly channels: readonly Float32Array[] };
