import type { CoachInput, ModelEffort } from '../core/cues/coach.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';
import { LOAD_STEPS, type LoadStep, Overload } from './overload.js';

export type LoadReliefParts = {
  readonly metrics: Pick<Metrics, 'overloadStep' | 'overloadSteps'>;
  readonly logger: Logger;
  readonly calls: () => Iterable<{ push(input: CoachInput): void }>;
  /** Whether every objection is known here. */
  readonly isSure: () => boolean;
};

const EFFORTS: Readonly<Record<LoadStep, ModelEffort>> = {
  normal: 'full',
  'no-new-streams': 'full',
  'half-model': 'half',
  'no-coaching': 'none',
};

/**
 * Gives up what a process that is late can do without, counts it, and takes it back. A process that can have missed an
 * objection coaches nobody until it knows again.
 */
export class LoadRelief {
  readonly #parts: LoadReliefParts;
  readonly #overload = new Overload((step) => this.#change(step));
  #isSure = true;

  constructor(parts: LoadReliefParts) {
    this.#parts = parts;
  }

  /** The process is to take no more. */
  get isOverloaded(): boolean {
    return this.#overload.step !== 'normal';
  }

  /** A round for all calls begins. */
  roundBegins(): void {
    const isSure = this.#parts.isSure();
    if (isSure === this.#isSure) return;
    this.#isSure = isSure;
    const { logger } = this.#parts;
    if (isSure) logger.info('Every objection is known again: calls are coached');
    else
      logger.warn(
        'Objections made on other nodes may be missed: neither the database nor Redis has answered; coaching pauses',
      );
    this.#tellAll();
  }

  /** A round for all calls has ended. */
  roundEnded(nowMs: number, periodMs: number): void {
    this.#overload.roundEnded(nowMs, periodMs);
  }

  /** A call that begins, or whose coach was restarted. */
  tell(call: { push(input: CoachInput): void }): void {
    if (this.#effort !== 'full') call.push({ type: 'effort', effort: this.#effort });
  }

  get #effort(): ModelEffort {
    return this.#isSure ? EFFORTS[this.#overload.step] : 'none';
  }

  #change(step: LoadStep): void {
    const { logger, metrics } = this.#parts;
    metrics.overloadStep.set(LOAD_STEPS.indexOf(step));
    metrics.overloadSteps.inc({ step });
    if (step === 'normal') logger.info({ step }, 'Rounds are in time again: nothing is given up');
    else logger.warn({ step }, 'Rounds are late or have been: something is given up until they are in time');
    this.#tellAll();
  }

  #tellAll(): void {
    for (const call of this.#parts.calls()) call.push({ type: 'effort', effort: this.#effort });
  }
}
