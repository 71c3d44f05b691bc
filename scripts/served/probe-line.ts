import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProbeAnswer, ProbeQuestion } from './probe-messages.js';

/** What to hand Node so that the probe is in the instance; Node reads arguments in order, so `tsx` comes first. */
export const PROBE_ARGUMENTS = ['--import', 'tsx', '--import', './scripts/served/server-probe.ts'] as const;

type Asked = ProbeQuestion extends infer Question
  ? Question extends ProbeQuestion
    ? Omit<Question, 'id'>
    : never
  : never;

const LOOK_MS = 50;
/** The loop is at rest when it took no more than this of a look, twice in a row. */
const REST_MS = 15;

/** Asks the probe inside a served instance. */
export class ProbeLine {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (answer: ProbeAnswer) => void>();
  #nextId = 1;
  #last: ProbeAnswer | null = null;

  constructor(process: ChildProcess) {
    this.#process = process;
    process.on('message', (answer: ProbeAnswer) => {
      this.#last = answer;
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
    process.on('error', () => {});
    const release = () => {
      for (const settle of this.#waiting.values()) settle(this.#last ?? NOTHING);
      this.#waiting.clear();
    };
    process.on('disconnect', release);
    process.on('exit', release);
  }

  begin(): Promise<ProbeAnswer> {
    return this.#ask({ ask: 'begin' });
  }

  /** The last answer, if the process has ended. */
  read(): Promise<ProbeAnswer> {
    return this.#ask({ ask: 'read' });
  }

  shiftClock(byMs: number): Promise<ProbeAnswer> {
    return this.#ask({ ask: 'shift-clock', byMs });
  }

  /** Resolves when the event loop has nothing more to do than its usual rounds, or the limit has passed. */
  async rest(limitMs: number): Promise<void> {
    const endMs = performance.now() + limitMs;
    let before = await this.read();
    for (let quiet = 0; quiet < 2 && performance.now() < endMs; ) {
      await sleep(LOOK_MS);
      const now = await this.read();
      quiet = now.cpuMs - before.cpuMs <= REST_MS ? quiet + 1 : 0;
      before = now;
    }
  }

  #ask(asked: Asked): Promise<ProbeAnswer> {
    if (!this.#process.connected) return Promise.resolve(this.#last ?? NOTHING);
    const id = this.#nextId++;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#process.send({ id, ...asked }, () => {});
    });
  }
}

const NOTHING: ProbeAnswer = { id: 0, worstMs: 0, cpuMs: 0, peakRssBytes: 0 };
