import type { CallCoachOptions } from '../../core/cues/call-coach.js';
import type { CoachInput } from '../../core/cues/coach.js';
import type { CoachHost, HostedCoach, RoundListener } from './coach-host.js';
import type { CoachWorkerData, InferenceRun } from './coach-worker-messages.js';
import { CoachWorkerThread, type RoundAnswer } from './coach-worker-thread.js';

export type WorkerCoachHostOptions = CoachWorkerData & {
  readonly workers: number;
  readonly onRun: (run: InferenceRun) => void;
  /** The model failed, or a thread died. */
  readonly onFailure: (cause: unknown) => void;
  /** Coaches whose thread died were restarted on another: they must be given the state of their calls again. */
  readonly onRestart: (coaches: ReadonlySet<HostedCoach>) => void;
};

/** A coach on another thread. */
class RemoteCoach implements HostedCoach {
  readonly number: number;
  readonly thread: CoachWorkerThread;
  /** What the thread said before it had read this message is void: the caller has objected since. */
  voidBefore = 0;
  customerHeardMs = 0;

  constructor(number: number, thread: CoachWorkerThread) {
    this.number = number;
    this.thread = thread;
  }

  push(input: CoachInput): void {
    this.thread.push(this.number, input);
    const withdraws = input.type === 'objection' || (input.type === 'notice' && !input.given);
    if (withdraws) this.voidBefore = this.thread.flush();
  }
}

/**
 * Pins each call to one of several long-lived threads, the one with the fewest; each runs its coaches' audio and one
 * inference batch a round. This thread only reads sockets and hands over.
 */
export class WorkerCoachHost implements CoachHost {
  readonly #options: WorkerCoachHostOptions;
  readonly #coaches = new Map<number, RemoteCoach>();
  #threads: readonly CoachWorkerThread[] = [];
  #opened = 0;

  private constructor(options: WorkerCoachHostOptions) {
    this.#options = options;
  }

  /** Resolves once every thread has loaded the model. Where one cannot, the others are ended and its error is thrown. */
  static async start(options: WorkerCoachHostOptions): Promise<WorkerCoachHost> {
    const host = new WorkerCoachHost(options);
    const onRestart = (numbers: readonly number[]) =>
      options.onRestart(new Set(numbers.flatMap((number) => host.#coaches.get(number) ?? [])));
    const started = Array.from({ length: options.workers }, () =>
      CoachWorkerThread.start({ ...options, onDeath: options.onFailure, onRestart }),
    );
    const settled = await Promise.allSettled(started);
    host.#threads = settled.flatMap((thread) => (thread.status === 'fulfilled' ? [thread.value] : []));
    const failed = settled.find((thread) => thread.status === 'rejected');
    if (failed === undefined) return host;
    await host.close();
    throw failed.reason;
  }

  /** How many coaches each thread runs. */
  get loads(): readonly number[] {
    return this.#threads.map(({ load }) => load);
  }

  open(options: CallCoachOptions): HostedCoach {
    const thread = this.#threads.reduce((least, other) => (other.load < least.load ? other : least));
    const coach = new RemoteCoach(this.#opened++, thread);
    this.#coaches.set(coach.number, coach);
    thread.open(coach.number, options);
    return coach;
  }

  async round(ending: ReadonlySet<HostedCoach>, listener: RoundListener): Promise<void> {
    const leaving = [...this.#coaches.values()].filter((coach) => ending.has(coach));
    await Promise.all(
      this.#threads.map(async (thread) => {
        const own = leaving.filter((coach) => coach.thread === thread).map(({ number }) => number);
        const answer = await thread.round(own);
        if (answer !== null) this.#take(answer, listener);
      }),
    );
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }

  #take(answer: RoundAnswer, listener: RoundListener): void {
    for (const run of answer.runs) this.#options.onRun(run);
    for (const failure of answer.failures) this.#options.onFailure(failure);
    for (const [number, ms] of answer.customerHeardMs) this.#coach(number).customerHeardMs = ms;
    for (const [number, events] of answer.events) {
      const coach = this.#coach(number);
      const isVoid = coach.voidBefore > answer.read;
      // That a cue goes away is true whatever the caller has said since.
      listener.events(coach, isVoid ? events.filter(({ type }) => type === 'cue-ended') : events);
    }
    for (const [number, dropped] of answer.dropped) listener.dropped(this.#coach(number), dropped);
    for (const [number, cause] of answer.faults) listener.fault(this.#coach(number), new Error(cause));
    for (const [number, events, attention] of answer.ended) {
      const coach = this.#coach(number);
      this.#coaches.delete(number);
      listener.ended(coach, events, attention);
    }
  }

  /** A thread speaks only of coaches that it was given, and of none after it has ended. */
  #coach(number: number): RemoteCoach {
    return this.#coaches.get(number)!;
  }
}
