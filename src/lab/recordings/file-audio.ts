/** Audio as it lies in a file: one Float32Array in [-1, 1] per channel, at the file's own rate. */
export type FileAudio = {
  readonly sampleRateHz: number;
  readonly channels: readonly Float32Array[];
  /** The file ended before its header said it would; this is what was there. Where nothing says so, it is unknown. */
  readonly truncated?: boolean;
  /** Something in between could not be decoded. */
  readonly damaged?: boolean;
};
