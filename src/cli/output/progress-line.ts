import { remarks } from './remarks.js';

/** Progress on standard error: one line rewritten in a terminal, a line every tenth in a log. */
export type ProgressLine = {
  readonly show: (done: number, total: number) => void;
  readonly note: (sentence: string) => void;
  readonly end: () => void;
};

export function progressLine(what: string): ProgressLine {
  const terminal = remarks.isTTY;
  let tenth = 0;
  return {
    show(done, total) {
      if (terminal) remarks.write(`\r${done} of ${total} ${what} `);
      else if (Math.floor((10 * done) / total) > tenth) {
        tenth = Math.floor((10 * done) / total);
        remarks.write(`${done} of ${total} ${what}\n`);
      }
    },
    note(sentence) {
      remarks.write(`${terminal ? '\r' : ''}${sentence}\n`);
    },
    end() {
      if (terminal) remarks.write('\n');
    },
  };
}
