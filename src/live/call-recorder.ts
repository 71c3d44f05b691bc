import type { CallSummary } from '../core/call/call-summary.js';
import type { CoachEvent } from '../core/cues/coach-event.js';
import type { Cue } from '../core/cues/cue.js';
import type { RecordKey, RecordWriter } from '../storage/stored-record.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';

export type CallRecorderParts = {
  readonly writer: RecordWriter;
  readonly metrics: Metrics;
  readonly logger: Logger;
  /** Wall clock, milliseconds since the epoch. */
  readonly now: () => number;
};

/** What identifies the call in records: its key, when it began, and the ids that its cues have outside the call. */
export type RecordedCall = {
  readonly platform: string;
  readonly startedAt: number;
  readonly cueId: (ownId: string) => string;
};

type Outcome = Extract<CoachEvent, { type: 'withheld' }>['why'] | 'shown';

/** What is kept and counted of one call. */
export class CallRecorder {
  readonly #call: RecordedCall;
  readonly #parts: CallRecorderParts;
  /** Where on the call's timeline the present agent's stretch began. */
  #stretchAtMs = 0;
  #isRateDoubted = false;
  #isFaulty = false;
  #isAgentMissed = false;

  constructor(call: RecordedCall, parts: CallRecorderParts) {
    this.#call = call;
    this.#parts = parts;
  }

  objected(): void {
    this.#parts.metrics.callObjections.inc();
  }

  /** A fault of ours in this call: counted each time, and said once. */
  fault(cause: unknown): void {
    const { metrics, logger } = this.#parts;
    metrics.faults.inc({ place: 'call' });
    if (!this.#isFaulty)
      logger.error({ err: cause, platform: this.#call.platform }, 'A fault ended the coaching of one call');
    this.#isFaulty = true;
  }

  /** Writes and counts what the event leaves behind, under the agent in whose stretch it happened; resolves when that is durable, or has been dropped. */
  async record(event: CoachEvent, key: RecordKey): Promise<void> {
    const { metrics } = this.#parts;
    switch (event.type) {
      case 'cue':
        metrics.cuesShown.inc({ kind: event.cue.kind });
        this.#recordCue(event.cue, 'shown', key);
        break;
      case 'withheld':
        metrics.cuesWithheld.inc({ kind: event.kind, reason: event.why });
        if (event.why === 'unbound') this.#missAgent();
        if (event.cue !== null) this.#recordCue(event.cue, event.why, key);
        break;
      case 'summary':
        metrics.callsEnded.inc({ coverage: event.summary.coverage });
        if (event.summary.coverage === 'no-notice') metrics.callsWithoutNotice.inc();
        await this.#recordStretch(event.summary, key, this.#parts.now());
        break;
      case 'handover': {
        const kept = event.summary === null ? null : this.#recordStretch(event.summary, key);
        this.#stretchAtMs = event.atMs;
        await kept;
        break;
      }
      case 'observation':
        if (event.observation.customer?.doubts.includes('wrong-rate')) this.#doubtRate();
        break;
      case 'forgotten':
      case 'state':
      case 'cue-ended':
        break;
    }
  }

  #recordStretch(summary: CallSummary, key: RecordKey, overAt?: number): Promise<unknown> {
    const startedAt = this.#call.startedAt + this.#stretchAtMs;
    return this.#parts.writer.write({ type: 'call', key, startedAt, summary, overAt });
  }

  /** Logged once a call: no agent was ever bound to it, so its cues are not shown. */
  #missAgent(): void {
    this.#parts.metrics.cuesUnbound.inc();
    if (this.#isAgentMissed) return;
    this.#isAgentMissed = true;
    this.#parts.logger.warn(
      { platform: this.#call.platform },
      'A cue reached nobody: no agent is bound to the call. Name the agent in the stream of a trusted connector, or announce it (docs/binding.md)',
    );
  }

  /** Once a call: its platform is set up with the wrong sample rate, and every feature of it is wrong. */
  #doubtRate(): void {
    if (this.#isRateDoubted) return;
    this.#isRateDoubted = true;
    this.#parts.logger.warn(
      { platform: this.#call.platform },
      'A stream sounds as if its sample rate were not what it says',
    );
  }

  #recordCue(cue: Cue, outcome: Outcome, key: RecordKey): void {
    const { writer, now } = this.#parts;
    const cueId = this.#call.cueId(cue.id);
    if (cue.kind === 'reset' && outcome === 'shown')
      void writer.write({ type: 'reset', key, offerId: cueId, outcome: 'offered', at: now() });
    const { kind, reason } = cue;
    void writer.write({ type: 'cue', key, cueId, kind, reason, decidedAt: now(), outcome });
  }
}
