import { appendFileSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { EvenkeelError } from '../../errors.js';
import { readTsvTable } from '../corpus/tsv-table.js';

export const RATINGS = ['angry', 'anxious', 'neutral', 'other', 'unclear'] as const;
export type Rating = (typeof RATINGS)[number];

export type Rated = {
  readonly call: string;
  readonly startS: number;
  readonly endS: number;
  readonly rater: string;
  readonly label: Rating;
};

/** How far two raters agree on the windows that both have heard. */
export type Agreement = {
  readonly both: number;
  readonly share: number;
  /** Cohen 1960: agreement beyond chance; null where chance alone would agree always. */
  readonly kappa: number | null;
};

const COLUMNS = ['call', 'start_s', 'end_s', 'rater', 'label'] as const;
const LABEL_COLUMNS = ['call', 'role', 'start_s', 'end_s', 'label', 'raters'] as const;
const RATER = /^[\p{L}\p{N}._-]{1,32}$/u;

/** What raters said, each answer kept at once in a table beside the labels, so that an interruption loses nothing. */
export class Ratings {
  readonly #file: string;
  readonly #rated = new Map<string, Rated[]>();

  private constructor(readonly labelsFile: string) {
    this.#file = labelsFile.replace(/(\.tsv)?$/, '.ratings.tsv');
  }

  /** Reads the answers that there are. Errors: `table.*`, naming file and line. */
  static async open(labelsFile: string): Promise<Ratings> {
    const ratings = new Ratings(labelsFile);
    if (!existsSync(ratings.#file)) {
      writeFileSync(ratings.#file, `${COLUMNS.join('\t')}\n`);
      return ratings;
    }
    const { rows, path } = await readTsvTable(ratings.#file, COLUMNS);
    for (const { cells, line } of rows) {
      const { call = '', rater = '', label = '' } = cells;
      const [startS, endS] = [Number(cells.start_s), Number(cells.end_s)];
      if (!isRating(label) || !(endS > startS))
        throw new EvenkeelError(
          'table.cell-unreadable',
          `${path}:${line}: ${Object.values(cells).join(' ')}`,
        );
      ratings.#keep({ call, startS, endS, rater, label });
    }
    return ratings;
  }

  /** Keeps one answer; a rater who answers again about a window changes their mind. Errors: `label.rater`. */
  rate(rated: Rated): void {
    if (!RATER.test(rated.rater)) throw new EvenkeelError('label.rater', rated.rater);
    const { call, startS, endS, rater, label } = rated;
    appendFileSync(this.#file, `${[call, startS, endS, rater, label].join('\t')}\n`);
    this.#keep(rated);
    this.#writeLabels();
  }

  of({ call, startS }: Pick<Rated, 'call' | 'startS'>): readonly Rated[] {
    return this.#rated.get(`${call}\t${startS}`) ?? [];
  }

  /** Windows that one rater has heard and no other. */
  get waiting(): number {
    return [...this.#rated.values()].filter(({ length }) => length === 1).length;
  }

  /** Of the first two raters of each window; null before any window has two. */
  agreement(): Agreement | null {
    const pairs = [...this.#rated.values()].flatMap(([first, second]) =>
      first === undefined || second === undefined ? [] : [[first.label, second.label] as const],
    );
    if (pairs.length === 0) return null;
    const share = pairs.filter(([first, second]) => first === second).length / pairs.length;
    const chance = RATINGS.reduce((sum, label) => {
      const of = (at: 0 | 1) => pairs.filter((pair) => pair[at] === label).length / pairs.length;
      return sum + of(0) * of(1);
    }, 0);
    return { both: pairs.length, share, kappa: chance === 1 ? null : (share - chance) / (1 - chance) };
  }

  #keep(rated: Rated): void {
    const key = `${rated.call}\t${rated.startS}`;
    const others = (this.#rated.get(key) ?? []).filter(({ rater }) => rater !== rated.rater);
    this.#rated.set(key, [...others, rated]);
  }

  /** The table that `calibrate` takes: windows on which all raters agree, two at least, and not that they cannot tell. */
  #writeLabels(): void {
    const agreed = [...this.#rated.values()].flatMap((all) => {
      const [first] = all;
      if (first === undefined || all.length < 2 || first.label === 'unclear') return [];
      if (all.some(({ label }) => label !== first.label)) return [];
      return [[first.call, 'customer', first.startS, first.endS, first.label, all.length].join('\t')];
    });
    const draft = `${this.labelsFile}.draft`;
    writeFileSync(draft, `${[LABEL_COLUMNS.join('\t'), ...agreed].join('\n')}\n`);
    renameSync(draft, this.labelsFile);
  }
}

export function isRating(label: unknown): label is Rating {
  return RATINGS.some((one) => one === label);
}
