import { join } from 'node:path';
import { atAnalysisRate } from '../../core/audio/at-analysis-rate.js';
import { ANALYSIS_RATE_HZ } from '../../core/audio/audio-frame.js';
import { EvenkeelError } from '../../errors.js';
import { codeForTelephone, lineGain } from '../corpus/telephone-coding.js';
import { readTsvTable } from '../corpus/tsv-table.js';
import { between, seedFor } from '../random/random-draws.js';
import { seededRandom } from '../random/seeded-random.js';
import { readAudioFile } from '../recordings/audio-file.js';
import type { CueScenario } from './cue-scenario.js';
import type { Sound } from './sound.js';
import { TalkBuilder } from './talk-builder.js';

/** The calm voice before the sounds. */
export const VOICE_S = 25;
const SOUNDS = 50;
/** With fewer recordings of a kind, fifty repetitions prove nothing. */
const LEAST_RECORDINGS = 3;

/**
 * The sounds that `sounds.tsv` lists: columns file, kind, source, licence, recorded (yes or no). Errors: `table.*`,
 * `audio.file-unreadable`.
 */
export async function readSounds(folder: string): Promise<readonly Sound[]> {
  const table = await readTsvTable(join(folder, 'sounds.tsv'), [
    'file',
    'kind',
    'source',
    'licence',
    'recorded',
  ]);
  const sounds: Sound[] = [];
  for (const { cells, line } of table.rows) {
    const { file = '', kind = '', recorded = '' } = cells;
    if (file.includes('..') || kind === '' || !/^(yes|no)$/.test(recorded))
      throw new EvenkeelError(
        'table.row-torn',
        `${table.path}:${line}: a file in this folder, a kind, and yes or no for recorded are needed`,
      );
    const { channels, sampleRateHz } = await readAudioFile(join(folder, file));
    const samples = atAnalysisRate(channels[0] as Float32Array, sampleRateHz);
    const gain = lineGain([samples]);
    sounds.push({ kind, recorded: recorded === 'yes', samples: samples.map((sample) => sample * gain) });
  }
  return sounds;
}

/** The calm voices that reels begin with: of the people in order, the first of each sex. */
export function reelVoices(scenarios: readonly CueScenario[]): readonly CueScenario[] {
  const calm = scenarios.filter(({ kind }) => kind === 'calm');
  return ['f', 'm'].flatMap((sex) => calm.find((one) => one.sex === sex) ?? []);
}

/**
 * One reel for each kind of sound and each voice: 25 s of that calm voice, then fifty such sounds with short pauses at
 * levels within 6 dB of it. `voices`: calm calls of `cue-scenario.ts`.
 */
export function soundReels(sounds: readonly Sound[], voices: readonly CueScenario[]): readonly CueScenario[] {
  const kinds = [...new Set(sounds.map(({ kind }) => kind))].sort();
  return kinds.flatMap((kind) => {
    const own = sounds.filter((sound) => sound.kind === kind);
    if (own.length < LEAST_RECORDINGS) return [];
    return voices.map((voice): CueScenario => {
      const random = seededRandom(seedFor(`${kind} ${voice.speaker}`, 1));
      const reel = new TalkBuilder();
      reel.add(voice.samples.slice(0, VOICE_S * ANALYSIS_RATE_HZ));
      for (let i = 0; i < SOUNDS; i++) {
        reel.pause(between(random, 0.2, 0.8));
        const sound = own[Math.floor(random() * own.length)]!;
        reel.add(codeForTelephone(sound.samples, 10 ** (between(random, -6, 6) / 20)));
      }
      const corpus = own.every(({ recorded }) => recorded) ? 'recorded' : 'synthetic';
      return {
        ...voice,
        kind: 'sounds',
        corpus,
        speaker: `${kind} after ${voice.speaker}`,
        samples: reel.samples(),
      };
    });
  });
}
