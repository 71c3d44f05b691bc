import { randomUuid } from '../random/random-identifiers.js';
import { seededRandom } from '../random/seeded-random.js';
import type { CallPlan } from './call-plan.js';
import type { CallReport } from './call-report.js';
import type { LineFault } from './line-damage.js';
import { placeCall } from './place-call.js';
import type { Telephone } from './telephone.js';
import type { TwoPartyRecording } from './two-party-recording.js';
import type { TelephoneClock } from './wall-clock.js';

/** How many calls are placed, and for how long. */
export type SimulationOptions = {
  readonly calls: number;
  readonly speed: number;
  readonly faults: ReadonlySet<LineFault>;
  readonly seed: number;
  /** Every line that falls free before this wall-clock time calls again; 0 = each line calls once. */
  readonly forMs: number;
  readonly clock: TelephoneClock;
  readonly onProgress?: (progress: SimulationProgress) => void;
  readonly signal?: AbortSignal;
};

export type SimulationProgress = {
  readonly talking: number;
  readonly finished: number;
  readonly completed: number;
  /** Call time of the call that is furthest on, and of a whole call, milliseconds. */
  readonly atMs: number;
  readonly ofMs: number;
};

/** Lines start this far apart, so that a load test does not begin with one spike. */
const STAGGER_MS = 20;

/** Places calls side by side and returns what each one saw, in the order in which they ended. */
export async function simulate(
  telephone: Telephone,
  recording: TwoPartyRecording,
  plan: CallPlan,
  options: SimulationOptions,
): Promise<readonly CallReport[]> {
  const { clock, calls, seed, signal, onProgress } = options;
  const random = seededRandom(seed);
  const stopMs = clock.nowMs() + options.forMs;
  const reports: CallReport[] = [];
  const atMs = new Map<number, number>();
  const tell = (ofMs: number): void =>
    onProgress?.({
      talking: atMs.size,
      finished: reports.length,
      completed: reports.filter(({ completed }) => completed).length,
      atMs: Math.max(0, ...atMs.values()),
      ofMs,
    });

  const line = async (index: number): Promise<void> => {
    await clock.sleep(index * STAGGER_MS);
    for (let round = 0; round === 0 || (clock.nowMs() < stopMs && !signal?.aborted); round++) {
      const callId = calls === 1 && round === 0 ? plan.callId : randomUuid(random);
      const report = await placeCall(
        telephone,
        recording,
        { ...plan, callId },
        {
          speed: options.speed,
          faults: options.faults,
          clock,
          random: seededRandom(seed + index * 7919 + round),
          onProgress: (sentMs, totalMs) => {
            atMs.set(index, sentMs);
            tell(totalMs);
          },
          ...(signal === undefined ? {} : { signal }),
        },
      );
      atMs.delete(index);
      reports.push(report);
      tell(report.audioMs);
    }
  };
  await Promise.all(Array.from({ length: calls }, (_, index) => line(index)));
  return reports;
}
