import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import type { LoadAnswer, LoadCommand, LoadReport } from './load-messages.js';

/** The telephones' process, as the load test holds it. */
export class Telephones {
  readonly process: ChildProcess;

  readonly #gone: Promise<never>;

  constructor() {
    this.process = fork('scripts/load/telephones-process.ts', {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    this.#gone = once(this.process, 'exit').then(() => {
      throw new Error('The telephones have died.');
    });
    this.#gone.catch(() => undefined);
  }

  dial(command: Omit<LoadCommand & { type: 'dial' }, 'type'>): Promise<void> {
    return this.#tell({ type: 'dial', ...command }).then(() => undefined);
  }

  measure(): Promise<void> {
    return this.#tell({ type: 'measure' }).then(() => undefined);
  }

  async report(): Promise<LoadReport> {
    const answer = await this.#tell({ type: 'report' });
    if (answer.type !== 'report') throw new Error('The telephones have no report.');
    return answer.report;
  }

  async hangUp(): Promise<void> {
    await this.#tell({ type: 'hang-up' });
  }

  async close(): Promise<void> {
    const exited = once(this.process, 'exit');
    this.process.disconnect();
    await exited;
  }

  async #tell(command: LoadCommand): Promise<LoadAnswer> {
    const answered = once(this.process, 'message') as Promise<[LoadAnswer]>;
    this.process.send(command);
    const [answer] = await Promise.race([answered, this.#gone]);
    return answer;
  }
}
