import { type ChildProcess, spawn } from 'node:child_process';
import { EVENKEEL_ARGUMENTS } from './evenkeel-arguments.js';

export type CommandOutcome = { readonly status: number | null; readonly out: string; readonly err: string };

/** `evenkeel …` in its own process. */
export class CommandLine {
  readonly #child: ChildProcess;
  #out = '';
  #err = '';
  readonly #watchers = new Set<() => void>();
  readonly ended: Promise<CommandOutcome>;

  constructor(options: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const inherited = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !name.startsWith('EVENKEEL_') && name !== 'NODE_ENV'),
    );
    this.#child = spawn(process.execPath, [...EVENKEEL_ARGUMENTS, ...options], {
      env: { ...inherited, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.#child.stdin?.on('error', () => undefined);
    this.#child.stdout?.on('data', (text: Buffer) => this.#hear(() => (this.#out += text.toString())));
    this.#child.stderr?.on('data', (text: Buffer) => this.#hear(() => (this.#err += text.toString())));
    this.ended = new Promise((resolve) => {
      this.#child.on('close', (status) => {
        resolve({ status, out: this.#out, err: this.#err });
        for (const watcher of this.#watchers) watcher();
      });
    });
  }

  /** Resolves to the match once it is printed on either stream; rejects when the process ends without it. */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.#out) ?? pattern.exec(this.#err);
      if (found !== null) return found;
      if (this.#child.exitCode !== null || this.#child.signalCode !== null)
        throw new Error(`It ended without printing ${pattern}:\n${this.#out}${this.#err}`);
      await new Promise<void>((resolve) => {
        const watcher = () => {
          this.#watchers.delete(watcher);
          resolve();
        };
        this.#watchers.add(watcher);
      });
    }
  }

  type(text: string | Uint8Array): void {
    this.#child.stdin?.write(text);
  }

  endInput(): void {
    this.#child.stdin?.end();
  }

  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<CommandOutcome> {
    this.#child.kill(signal);
    return this.ended;
  }

  #hear(keep: () => void): void {
    keep();
    for (const watcher of this.#watchers) watcher();
  }
}

/** Runs `evenkeel …` to its end. */
export function evenkeel(
  options: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<CommandOutcome> {
  return new CommandLine(options, env).ended;
}
