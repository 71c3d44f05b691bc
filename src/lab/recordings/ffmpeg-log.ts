/** Lines that are kept of what ffmpeg says; a damaged hour would bring thousands. */
const LINES_KEPT = 200;
/** A decoder gives a little less than a header says: start and end of a compressed recording are padding. */
const TOLERANCE_S = 0.5;
const TOLERANCE_SHARE = 0.01;

/** What ffmpeg says of a recording while it decodes it, asked with `-v level+info`. */
export class FfmpegLog {
  #rest = '';
  #lines = 0;
  #saidS: number | null = null;
  #isEstimate = false;
  #hasPicture = false;
  #isPartial = false;
  #isDamaged = false;
  #error: string | null = null;
  #hasNoIndex = false;
  #hasNoSound = false;

  push(text: string): void {
    const lines = `${this.#rest}${text}`.split(/[\r\n]+/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) this.#read(line);
  }

  /** Whether the recording ends before the end that it promises; false where it promises none. */
  endsEarly(decodedS: number): boolean {
    if (this.#isPartial) return true;
    // Of pictures with sound the longer of both is said.
    if (this.#saidS === null || this.#isEstimate || this.#hasPicture) return false;
    return decodedS < this.#saidS * (1 - TOLERANCE_SHARE) - TOLERANCE_S;
  }

  /** Whether something of the recording could not be decoded. */
  get isDamaged(): boolean {
    return this.#isDamaged;
  }

  /** Why nothing could be read. */
  get reason(): string {
    this.#read(this.#rest);
    this.#rest = '';
    if (this.#hasNoSound) return 'It holds no sound.';
    if (this.#hasNoIndex) return 'It was cut off before its index, which stands at its end.';
    return `ffmpeg: ${this.#error ?? 'it found no audio'}`;
  }

  #read(line: string): void {
    const said = /^ {2}Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)/.exec(line.replace('[info] ', ''));
    if (said !== null && this.#saidS === null)
      this.#saidS = Number(said[1]) * 3600 + Number(said[2]) * 60 + Number(said[3]);
    if (/Stream #\d+:\d+.*: Video: /.test(line)) this.#hasPicture = true;
    if (line.includes('Estimating duration')) this.#isEstimate = true;
    const complaint = /\[(error|fatal|warning)\] (.+)/.exec(line);
    if (complaint === null || this.#lines >= LINES_KEPT) return;
    this.#lines++;
    const [, level, text] = complaint as unknown as [string, string, string];
    if (/ended prematurely|partial file/i.test(text)) this.#isPartial = true;
    if (/corrupt|Error while decoding|Error submitting packet|Invalid data found/i.test(text))
      this.#isDamaged = true;
    if (text.includes('moov atom not found')) this.#hasNoIndex = true;
    if (text.includes('matches no streams')) this.#hasNoSound = true;
    if (level !== 'warning') this.#error = text;
  }
}
