/** What of a server's work its log says was given up because it came too late. */
export class ReliefWatch {
  readonly steps: string[] = [];

  /** One line of the log, or of standard error, which is passed on. */
  hear(line: string): void {
    if (!line.startsWith('{')) {
      process.stderr.write(`${line}\n`);
      return;
    }
    const step = /"step":"(half-model|no-coaching|no-new-streams)"/.exec(line)?.[1];
    if (step !== undefined) this.steps.push(step);
  }
}
