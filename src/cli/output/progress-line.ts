import { spokenLanguage, told } from './cli-language.js';
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
  const far = (done: number, total: number) =>
    spokenLanguage() === 'en' ? `${done} of ${total} ${what}` : `${told(what)}：${done} / ${total}`;
  return {
    show(done, total) {
      if (terminal) remarks.write(`\r${far(done, total)} `);
      else if (Math.floor((10 * done) / total) > tenth) {
        tenth = Math.floor((10 * done) / total);
        remarks.write(`${far(done, total)}\n`);
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
