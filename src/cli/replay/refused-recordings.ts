import { EvenkeelError } from '../../errors.js';
import { told } from '../output/cli-language.js';
import { errorTold } from '../output/error-told.js';

/** Says which of several recordings were not read, and what all of them lack only once. */
export class RefusedRecordings {
  readonly #write: (text: string) => void;
  #isFfmpegTold = false;

  constructor(write: (text: string) => void = (text) => process.stderr.write(text)) {
    this.#write = write;
  }

  tell(name: string, error: EvenkeelError): void {
    if (error.code !== 'audio.ffmpeg-missing') {
      this.#write(`${errorTold(error)}\n`);
      return;
    }
    // The cause says how to install it, without the name of a file.
    const { cause } = error;
    if (!this.#isFfmpegTold) this.#write(`${errorTold(cause instanceof EvenkeelError ? cause : error)}\n`);
    this.#isFfmpegTold = true;
    this.#write(`${told(`${name}: It needs ffmpeg.`)}\n`);
  }
}
