/** The trace of one call: nothing in it names a person, a call of a platform, or what was said. */
export interface CallTraceLine {
  /** Joins the trace and the log lines of the call; null where nothing is traced. */
  readonly traceId: string | null;
  /** A cue left for the desktops: of audio up to `heardAtMs`, by what the model made of the window before that. */
  cue(kind: string, heardAtMs: number): void;
  /** The call is over. */
  end(coverage: string | null): void;
}

/** Traces of calls, for whoever configured a collector. Never throws, and never waits. */
export interface CallTraces {
  /** `startedAtMs`: wall clock. */
  begin(callRef: string, platform: string, startedAtMs: number): CallTraceLine;
  /** The trace of a call in progress on this node; null where it has none. */
  traceOf(callRef: string): string | null;
  /** Sends what is left. */
  close(): Promise<void>;
}

const NO_LINE: CallTraceLine = { traceId: null, cue() {}, end() {} };

/** Nothing is configured. */
export const NO_TRACES: CallTraces = { begin: () => NO_LINE, traceOf: () => null, close: async () => {} };
