import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { atAnalysisRate } from '../../../core/audio/at-analysis-rate.js';
import { ANALYSIS_RATE_HZ } from '../../../core/audio/audio-frame.js';
import { EvenkeelError } from '../../../errors.js';
import { readAudioFile } from '../../recordings/audio-file.js';
import { recordingsBelow } from '../../recordings/find-recordings.js';
import { flacBytes } from '../../recordings/flac-writer.js';
import { CLIP_COLUMNS } from '../speech-corpus.js';
import { readTsvTable } from '../tsv-table.js';
import type { CorpusLayout } from './corpus-layout.js';
import { dividePeople } from './divide-people.js';
import { type ListedPerson, listedPeople } from './listed-people.js';

export type ImportRequest = {
  readonly layout: CorpusLayout;
  /** The unpacked download. */
  readonly folder: string;
  /** The folder of speech: new, or one that holds other corpora. */
  readonly out: string;
  readonly onProgress: (done: number, total: number) => void;
  /** A file that was left out, or a person who is missing; the import goes on. */
  readonly onFault: (sentence: string) => void;
};

export type Imported = { readonly clips: number; readonly people: number; readonly faults: number };

type FoundClip = {
  readonly path: string;
  readonly speaker: string;
  readonly emotion: string;
  readonly text: string;
  readonly intensity: string;
  readonly clip: string;
};

const PEOPLE_COLUMNS = ['corpus', 'speaker', 'sex', 'part'] as const;
/** Between the clips of a person. */
const SILENCE = new Float32Array(0.1 * ANALYSIS_RATE_HZ);
const LEAST_SAMPLES = 0.2 * ANALYSIS_RATE_HZ;

/**
 * From an unpacked download to `clips.tsv`, `speakers.tsv` and one FLAC file of 8 kHz a person. The tables are written
 * last: an import that was cut off leaves the folder as it was, and is repeated. Errors: `corpus.already-there`,
 * `corpus.empty`, `table.*`.
 */
export async function importCorpus(request: ImportRequest): Promise<Imported> {
  const { layout, folder, out, onProgress } = request;
  let faults = 0;
  const onFault = (sentence: string) => {
    faults += 1;
    request.onFault(sentence);
  };
  const tables = await readTables(out);
  if (tables.speakers.some((line) => line.startsWith(`${layout.corpus}\t`)))
    throw new EvenkeelError('corpus.already-there', `${join(out, 'speakers.tsv')}: ${layout.corpus}`);
  const found = await findClips(request, onFault);
  const listed = await listedPeople(layout, folder);
  for (const { speaker, where } of listed.values())
    if (!found.has(speaker)) onFault(`${where}: no recording of person ${speaker} was found`);
  await mkdir(join(out, layout.corpus), { recursive: true });
  const rows: string[] = [];
  const kept = new Map<string, ListedPerson['sex']>();
  for (const [speaker, clips] of found) {
    const sex = layout.sexes.get(speaker) ?? listed.get(speaker)?.sex ?? '';
    const written = await writePerson(request, { speaker, sex, clips }, onFault);
    if (written.length > 0) kept.set(speaker, sex);
    rows.push(...written);
    onProgress(kept.size, found.size);
  }
  if (kept.size === 0)
    throw new EvenkeelError('corpus.empty', `${folder}: no recording named as ${layout.corpus} names them`);
  const people = [...kept].map(([speaker, sex]) => ({ speaker, sex }));
  const parts = dividePeople(layout.corpus, people);
  const lines = people.map(({ speaker, sex }) =>
    [layout.corpus, speaker, sex, parts.get(speaker)].join('\t'),
  );
  await replaceTable(join(out, 'clips.tsv'), [CLIP_COLUMNS.join('\t'), ...tables.clips, ...rows]);
  await replaceTable(join(out, 'speakers.tsv'), [PEOPLE_COLUMNS.join('\t'), ...tables.speakers, ...lines]);
  return { clips: rows.length, people: kept.size, faults };
}

/** Recordings by person, in order of name. A file whose name says nothing, or says what another said, is reported. */
async function findClips(
  { layout, folder }: ImportRequest,
  onFault: (sentence: string) => void,
): Promise<ReadonlyMap<string, readonly FoundClip[]>> {
  const found = new Map<string, FoundClip[]>();
  const firstOf = new Map<string, string>();
  for (const path of await recordingsBelow(folder)) {
    const groups = layout.pattern.exec(relative(folder, path).split(sep).join('/'))?.groups;
    const emotion = layout.emotions.get(groups?.emotion ?? '');
    const speaker = groups?.speaker ?? '';
    const clip = groups?.clip ?? basename(path).replace(/\.\w+$/, '');
    const before = firstOf.get(`${speaker}/${clip}`);
    if (!/^[\w-]+$/.test(speaker)) onFault(`${path}: left out, its name is not one of ${layout.corpus}`);
    else if (emotion === undefined)
      onFault(`${path}: left out, emotion ${groups?.emotion} is not in the mapping`);
    else if (before !== undefined) onFault(`${path}: left out, the same clip as ${before}`);
    else {
      firstOf.set(`${speaker}/${clip}`, path);
      const own = found.get(speaker) ?? [];
      own.push({
        path,
        speaker,
        emotion,
        clip,
        text: groups?.text ?? '',
        intensity: groups?.intensity ?? '',
      });
      found.set(speaker, own);
    }
  }
  return found;
}

type PersonOfClips = {
  readonly speaker: string;
  readonly sex: string;
  readonly clips: readonly FoundClip[];
};

/** Writes one person's file; gives the rows of `clips.tsv`. */
async function writePerson(
  { layout, out }: ImportRequest,
  { speaker, sex, clips }: PersonOfClips,
  onFault: (sentence: string) => void,
): Promise<readonly string[]> {
  const parts: Float32Array[] = [];
  const rows: string[] = [];
  const file = `${layout.corpus}/${speaker}.flac`;
  let at = 0;
  for (const { path, emotion, intensity, text, clip } of clips) {
    const samples = await samplesOf(path).catch((cause: unknown) => (cause as Error).message);
    if (typeof samples === 'string') {
      onFault(`${path}: left out, ${samples}`);
      continue;
    }
    const end = at + samples.length;
    const place = [file, at, end, layout.corpus, layout.language, speaker, sex];
    rows.push([...place, emotion, intensity, text, clip].join('\t'));
    parts.push(samples, SILENCE);
    at = end + SILENCE.length;
  }
  if (rows.length === 0) return rows;
  const whole = new Float32Array(at);
  let from = 0;
  for (const part of parts) {
    whole.set(part, from);
    from += part.length;
  }
  await writeFile(join(out, file), flacBytes(whole));
  return rows;
}

async function samplesOf(path: string): Promise<Float32Array> {
  const { channels, sampleRateHz } = await readAudioFile(path);
  const samples = atAnalysisRate(Float32Array.from(channels[0] ?? []), sampleRateHz);
  if (samples.length < LEAST_SAMPLES) throw new Error('it holds less than 0.2 s');
  return samples;
}

/** The rows that an earlier import left, without their headers. */
async function readTables(out: string) {
  const rowsOf = async (name: string, columns: readonly string[]) => {
    const path = join(out, name);
    if (!existsSync(path)) return [];
    await readTsvTable(path, columns);
    const [header = '', ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n');
    if (header === columns.join('\t')) return lines;
    throw new EvenkeelError('table.column-missing', `${path}:1: it was not written by an import`);
  };
  return {
    clips: await rowsOf('clips.tsv', CLIP_COLUMNS),
    speakers: await rowsOf('speakers.tsv', PEOPLE_COLUMNS),
  };
}

async function replaceTable(path: string, lines: readonly string[]): Promise<void> {
  const draft = `${path}.draft`;
  await writeFile(draft, `${lines.join('\n')}\n`);
  await rename(draft, path);
}
