import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { atAnalysisRate } from '../../core/audio/at-analysis-rate.js';
import { ANALYSIS_RATE_HZ } from '../../core/audio/audio-frame.js';
import { SOURCE_RATES_HZ } from '../../core/audio/resampler.js';
import { EvenkeelError } from '../../errors.js';
import type { FileAudio } from '../recordings/file-audio.js';
import { readFlacFile, readFlacRate } from '../recordings/flac-file.js';
import { type LabelMeaning, meaningOf } from './emotion-label.js';
import { readTsvTable } from './tsv-table.js';

export const CLIP_COLUMNS = [
  'file',
  'start_sample',
  'end_sample',
  'corpus',
  'language',
  'speaker',
  'sex',
  'emotion',
  'intensity',
  'text_id',
  'clip',
] as const;

/** Without these a clip cannot be found or told from others; the rest may be missing and then counts as empty. */
const NEEDED_COLUMNS = [
  'file',
  'start_sample',
  'end_sample',
  'corpus',
  'speaker',
  'emotion',
  'clip',
] as const;
const NO_CELLS = Object.fromEntries(CLIP_COLUMNS.map((column) => [column, '']));

export type ClipColumn = (typeof CLIP_COLUMNS)[number];

/** One labelled stretch of one person's speech in a FLAC file. */
export type SpeechClip = {
  readonly line: number;
  readonly cells: Readonly<Record<ClipColumn, string>>;
  /** At the file's own rate. */
  readonly startSample: number;
  /** Exclusive. */
  readonly endSample: number;
  /** null where the label is not known: such a clip is scored but counts in no figure. */
  readonly meaning: LabelMeaning | null;
};

/** All clips of one person, in file order. A clip without a speaker id is a person of its own. */
export type CorpusSpeaker = {
  readonly id: string;
  /** `train`, `tune`, `test`, or empty where the folder does not divide its speakers. */
  readonly part: string;
  readonly clips: readonly SpeechClip[];
};

/** Why a clip could not be used: one sentence that names the file and the line. */
export type ClipFault = { readonly line: number; readonly sentence: string };

export type SpeechCorpus = {
  readonly folder: string;
  readonly speakers: readonly CorpusSpeaker[];
  readonly faults: readonly ClipFault[];
  /** Share of data asked for, or null where the folder does not divide its speakers. */
  readonly part: string | null;
};

const SAMPLE = /^\d{1,12}$/;

/**
 * Opens a folder laid out as `clips.tsv`, optionally `speakers.tsv` with a `part` column, and FLAC files.
 * Rows that cannot be used become faults; a folder without one usable clip is an error:
 * `table.*`, `corpus.part-unknown`, `corpus.empty`.
 */
export async function openSpeechCorpus(folder: string, part: string): Promise<SpeechCorpus> {
  const table = await readTsvTable(join(folder, 'clips.tsv'), NEEDED_COLUMNS);
  const parts = await readParts(folder);
  if (parts !== null && part !== 'all' && !new Set(parts.values()).has(part)) {
    throw new EvenkeelError('corpus.part-unknown', `${folder}: ${part}`);
  }
  const speakers = new Map<string, SpeechClip[]>();
  const faults: ClipFault[] = [];
  const missing = new Map<string, boolean>();
  for (const { line, cells } of table.rows) {
    const id = cells.speaker === '' ? `${cells.file}#${line}` : `${cells.corpus}/${cells.speaker}`;
    if (parts !== null && part !== 'all' && parts.get(id) !== part) continue;
    const fault = (why: string) => faults.push({ line, sentence: `${table.path}:${line}: ${why}` });
    const file = cells.file ?? '';
    if (!missing.has(file)) missing.set(file, file.includes('..') || !existsSync(join(folder, file)));
    if (missing.get(file) === true) {
      fault(`no such file: ${file}`);
      continue;
    }
    const { start_sample: start = '', end_sample: end = '' } = cells;
    if (!SAMPLE.test(start) || !SAMPLE.test(end) || Number(end) <= Number(start)) {
      fault(`start_sample ${start} and end_sample ${end} do not bound a clip`);
      continue;
    }
    const meaning = meaningOf(cells.emotion ?? '');
    if (meaning === null) fault(`unknown label "${cells.emotion}": scored, but counted in no figure`);
    const clip: SpeechClip = {
      line,
      cells: { ...NO_CELLS, ...cells } as Record<ClipColumn, string>,
      startSample: Number(start),
      endSample: Number(end),
      meaning,
    };
    const mine = speakers.get(id);
    if (mine === undefined) speakers.set(id, [clip]);
    else mine.push(clip);
  }
  if (speakers.size === 0) {
    throw new EvenkeelError('corpus.empty', faults[0]?.sentence ?? `${table.path}: part ${part}`);
  }
  return {
    folder,
    speakers: [...speakers].map(([id, clips]) => ({ id, part: parts?.get(id) ?? '', clips })),
    faults,
    part: parts === null ? null : part,
  };
}

/** Corpus and speaker → part; null without a `part` column. */
async function readParts(folder: string): Promise<ReadonlyMap<string, string> | null> {
  const path = join(folder, 'speakers.tsv');
  if (!existsSync(path)) return null;
  const table = await readTsvTable(path, ['corpus', 'speaker']);
  if (!table.columns.includes('part')) return null;
  return new Map(table.rows.map(({ cells }) => [`${cells.corpus}/${cells.speaker}`, cells.part ?? '']));
}

/** What a reader does with a file that is not at 8 kHz. */
export type OtherRates = 'refuse' | 'resample';

/** Reads clips' samples; keeps the last file in memory, since clips of one person share a file. */
export class ClipReader {
  #file = '';
  /** What became of the last file: a broken one is decoded once, not once a clip. */
  #audio: Promise<FileAudio> | null = null;

  constructor(
    readonly folder: string,
    readonly otherRates: OtherRates = 'refuse',
  ) {}

  /** Mono samples of one clip at 8 kHz. Errors name the file and the line: `corpus.clip-unreadable`. */
  async read(clip: SpeechClip): Promise<Float32Array> {
    const where = `${join(this.folder, 'clips.tsv')}:${clip.line}: ${clip.cells.file}`;
    if (this.#file !== clip.cells.file || this.#audio === null) {
      this.#file = clip.cells.file;
      this.#audio = readFlacFile(join(this.folder, clip.cells.file));
    }
    const { sampleRateHz, channels } = await this.#audio.catch((cause: unknown) => {
      throw new EvenkeelError('corpus.clip-unreadable', `${where} is not readable FLAC.`, { cause });
    });
    if (channels.length !== 1 || !this.#takes(sampleRateHz)) {
      const rates = this.otherRates === 'refuse' ? ANALYSIS_RATE_HZ : SOURCE_RATES_HZ.join(', ');
      const found = `${where} has ${channels.length} channel(s) at ${sampleRateHz} Hz; it must be mono at ${rates} Hz.`;
      throw new EvenkeelError('corpus.clip-unreadable', found);
    }
    const samples = channels[0]!;
    if (clip.endSample > samples.length) {
      const found = `${where} ends at sample ${samples.length}, before end_sample ${clip.endSample}.`;
      throw new EvenkeelError('corpus.clip-unreadable', found);
    }
    return atAnalysisRate(samples.slice(clip.startSample, clip.endSample), sampleRateHz);
  }

  /** The same, but null for a clip that cannot be read, after its sentence was handed over. */
  async readOrTell(clip: SpeechClip, onFault: (sentence: string) => void): Promise<Float32Array | null> {
    try {
      return await this.read(clip);
    } catch (cause) {
      onFault(cause instanceof Error ? cause.message : String(cause));
      return null;
    }
  }

  /** Sample rate of a clip's file by its header; 8 kHz where the header does not say, since reading the clip will tell. */
  async rateOf(clip: SpeechClip): Promise<number> {
    return (await readFlacRate(join(this.folder, clip.cells.file))) ?? ANALYSIS_RATE_HZ;
  }

  #takes(sampleRateHz: number): boolean {
    return this.otherRates === 'refuse'
      ? sampleRateHz === ANALYSIS_RATE_HZ
      : SOURCE_RATES_HZ.includes(sampleRateHz);
  }
}
