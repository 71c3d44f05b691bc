import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { CallCoachOptions } from '../../core/cues/call-coach.js';
import type { CoachInput } from '../../core/cues/coach.js';
import type { CoachWorkerData, FromCoachWorker, ToCoachWorker } from './coach-worker-messages.js';
import { InputPacker, transferOf } from './packed-inputs.js';

export type RoundAnswer = Extract<FromCoachWorker, { type: 'round' }>;

export type CoachWorkerThreadOptions = CoachWorkerData & {
  readonly onDeath: (cause: unknown) => void;
  /** A new thread has replaced one that died: these coaches were restarted and have no state of their calls. */
  readonly onRestart: (coaches: readonly number[]) => void;
};

const IS_SOURCE = import.meta.url.endsWith('.ts');
const ENTRY = new URL(`./coach-worker.${IS_SOURCE ? 'ts' : 'js'}`, import.meta.url);
/** A thread does not inherit the loader of TypeScript: run from the sources, it registers its own first. */
const FROM_SOURCE = `import('tsx/esm/api').then(({ register }) => { register(); return import('${ENTRY.href}'); });`;
const RESTART_MS = 1_000;
/** A minute of both parties at 8 kHz, 4 MB. */
const FLUSH_AT_SAMPLES = 1_000_000;

/** This thread's end of one worker: gathers what its coaches are told, asks for rounds, and replaces a worker that died. */
export class CoachWorkerThread {
  readonly #options: CoachWorkerThreadOptions;
  readonly #coaches = new Map<number, CallCoachOptions>();
  readonly #packer = new InputPacker();
  /** Null between the death of one worker and the readiness of the next. */
  #worker: Worker | null;
  #opened: number[] = [];
  /** Receives the results of the round in progress. */
  #answered: (answer: RoundAnswer | null) => void = () => {};
  #sent = 0;
  #closed = false;

  private constructor(options: CoachWorkerThreadOptions, worker: Worker) {
    this.#options = options;
    this.#worker = worker;
    this.#watch(worker);
  }

  /** Resolves once the worker has loaded the model; rejects with what it could not do. */
  static async start(options: CoachWorkerThreadOptions): Promise<CoachWorkerThread> {
    return new CoachWorkerThread(options, await startWorker(options));
  }

  /** Coaches that it runs. */
  get load(): number {
    return this.#coaches.size;
  }

  open(coach: number, options: CallCoachOptions): void {
    this.#coaches.set(coach, options);
    this.#opened.push(coach);
  }

  push(coach: number, input: CoachInput): void {
    this.#packer.add(coach, input);
    // A burst goes over in parts: its bound is kept by the inbox on the other side.
    if (this.#packer.sampleCount > FLUSH_AT_SAMPLES) this.flush();
  }

  /** Hands over what was gathered without waiting for a round; returns the number of that message. */
  flush(): number {
    if (this.#worker !== null) this.#send(this.#worker, null);
    return this.#sent;
  }

  /** Null where there is no worker, or it died over the round; what was gathered is lost then. */
  async round(ending: readonly number[]): Promise<RoundAnswer | null> {
    const worker = this.#worker;
    if (worker === null) {
      this.#packer.take();
      return null;
    }
    const answered = new Promise<RoundAnswer | null>((resolve) => {
      this.#answered = resolve;
    });
    this.#send(worker, { ending });
    const answer = await answered;
    for (const [coach] of answer?.ended ?? []) this.#coaches.delete(coach);
    return answer;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#worker?.terminate();
  }

  #send(worker: Worker, round: ToCoachWorker['round']): void {
    const opened = this.#opened.flatMap((coach) => {
      const options = this.#coaches.get(coach);
      return options === undefined ? [] : [{ coach, options }];
    });
    const inputs = this.#packer.take();
    this.#opened = [];
    worker.postMessage({ sent: ++this.#sent, opened, inputs, round }, transferOf(inputs));
  }

  #watch(worker: Worker): void {
    worker.on('message', (answer: RoundAnswer) => this.#answered(answer));
    let cause: unknown = new Error('The worker thread has ended.');
    worker.on('error', (error) => {
      cause = error;
    });
    worker.once('exit', () => {
      this.#answered(null);
      if (this.#closed) return;
      this.#worker = null;
      this.#options.onDeath(cause);
      void this.#restart();
    });
  }

  async #restart(): Promise<void> {
    await sleep(RESTART_MS, undefined, { ref: false });
    if (this.#closed) return;
    try {
      const worker = await startWorker(this.#options);
      this.#watch(worker);
      this.#worker = worker;
      this.#packer.take();
      this.#opened = [...this.#coaches.keys()];
      if (this.#closed) await worker.terminate();
      else this.#options.onRestart(this.#opened);
    } catch (cause) {
      this.#options.onDeath(cause);
      void this.#restart();
    }
  }
}

async function startWorker(model: CoachWorkerData): Promise<Worker> {
  const { kind, use, modelPath, calibrationPath, secondOpinion } = model;
  const workerData = { kind, use, modelPath, calibrationPath, secondOpinion } as CoachWorkerData;
  const worker = IS_SOURCE
    ? new Worker(FROM_SOURCE, { workerData, eval: true, execArgv: [] })
    : new Worker(ENTRY, { workerData });
  // At once: `once` rejects with the error, and until the thread is watched there is no other listener.
  worker.on('error', () => {});
  await once(worker, 'message');
  return worker;
}
