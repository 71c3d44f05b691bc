import { told } from './cli-language.js';

let isQuiet = false;

/** `--quiet`: from now on no progress and no remarks. Errors are still told. */
export function beQuiet(): void {
  isQuiet = true;
}

/** Progress and remarks: standard error, unless people asked for quiet. */
export const remarks = {
  get isTTY(): boolean {
    return process.stderr.isTTY === true;
  },
  write(text: string): void {
    if (!isQuiet) process.stderr.write(told(text));
  },
};
