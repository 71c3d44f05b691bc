import type { Role } from '../core/audio/audio-frame.js';
import type { CallSummary } from '../core/call/call-summary.js';
import type { CoachEvent } from '../core/cues/coach-event.js';
import type { ErrorCode } from '../errors.js';
import type { StreamOpen } from '../ingest/media-adapter.js';

/** What the log says of a call that has ended: how it came and how well it could be heard, nothing of anybody. */
export type CallReport = {
  readonly connectors: readonly string[];
  readonly roles: readonly Role[];
  readonly streams: number;
  /** Of the audio, and of what was heard of it; null where a fault took the summary. */
  readonly seconds: number | null;
  readonly coverage: CallSummary['coverage'] | null;
  /** How often each fault of its streams was noticed. */
  readonly warnings: Readonly<Partial<Record<ErrorCode, number>>>;
  readonly droppedSeconds: number;
};

/** Gathers what the log says of one call. */
export class CallTrace {
  readonly #connectors = new Set<string>();
  readonly #roles = new Set<Role>();
  readonly #warnings = new Map<ErrorCode, number>();
  #streams = 0;
  #summary: CallSummary | null = null;
  #endedMs: number | null = null;

  join({ connector, roles }: StreamOpen): void {
    this.#streams += 1;
    this.#connectors.add(connector);
    for (const role of roles) this.#roles.add(role);
  }

  warn(code: ErrorCode): void {
    this.#warnings.set(code, (this.#warnings.get(code) ?? 0) + 1);
  }

  /** The call's last events, the summary among them. */
  end(events: readonly CoachEvent[]): void {
    for (const event of events) {
      if (event.type !== 'summary') continue;
      this.#summary = event.summary;
      this.#endedMs = event.atMs;
    }
  }

  report(droppedMs: number): CallReport {
    return {
      connectors: [...this.#connectors],
      roles: [...this.#roles],
      streams: this.#streams,
      seconds: this.#endedMs === null ? null : Math.round(this.#endedMs / 1000),
      coverage: this.#summary?.coverage ?? null,
      warnings: Object.fromEntries(this.#warnings),
      droppedSeconds: Math.round(droppedMs / 1000),
    };
  }
}
