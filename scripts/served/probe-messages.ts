/** `begin` starts a new measurement, `read` ends none, `shift-clock` sets the wall clock. */
export type ProbeQuestion = { readonly id: number } & (
  | { readonly ask: 'begin' | 'read' }
  | { readonly ask: 'shift-clock'; readonly byMs: number }
);

export type ProbeAnswer = {
  readonly id: number;
  /** Longest turn of the event loop since the last `begin`, processor time of the main thread. */
  readonly worstMs: number;
  /** Processor time of the main thread since it began. */
  readonly cpuMs: number;
  readonly peakRssBytes: number;
};
