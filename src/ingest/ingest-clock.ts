/** Time as ingest needs it; handed in, so that tests can set it. */
export interface IngestClock {
  /** Milliseconds that never jump. */
  monotonicMs(): number;
  /** Milliseconds since the epoch. */
  wallMs(): number;
}

export const systemClock: IngestClock = {
  monotonicMs: () => performance.now(),
  wallMs: () => Date.now(),
};
