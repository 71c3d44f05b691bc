import { type ChildProcess, fork } from 'node:child_process';
import type { PlannedCall } from '../served/stream-plan.js';

export type BystanderCall = PlannedCall & {
  readonly url: string;
  readonly agentToken: string;
  /** Call seconds per second. */
  readonly speed: number;
};

export type BystanderCue = { readonly kind: string; readonly reason: string; readonly atMs: number };

/** `why`: what kept the call from its end; null = nothing did. */
export type BystanderReport = { readonly cues: readonly BystanderCue[]; readonly why: string | null };

/** Plays the demo call, one time after another, and tells which cues its agent was shown. */
export class Bystander {
  readonly #process: ChildProcess;

  constructor() {
    this.#process = fork('scripts/hostile/bystander-process.ts', { execArgv: ['--import', 'tsx'] });
  }

  call(call: BystanderCall): Promise<BystanderReport> {
    return new Promise((resolve) => {
      this.#process.once('message', (report: BystanderReport) => resolve(report));
      this.#process.send(call);
    });
  }

  stop(): void {
    this.#process.disconnect();
  }
}

export function sameCues(one: readonly BystanderCue[], other: readonly BystanderCue[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
