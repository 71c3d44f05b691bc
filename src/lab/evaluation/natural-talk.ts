import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { atAnalysisRate } from '../../core/audio/at-analysis-rate.js';
import { codeForTelephone, lineGain } from '../corpus/telephone-coding.js';
import { readAudioFile } from '../recordings/audio-file.js';
import type { CueScenario } from './cue-scenario.js';

/** Conversations of people who are not angry: `calls` holds sides of calls, `turns` excerpts of meetings. */
const FOLDERS = ['calls', 'turns'] as const;
const SIDES = { caller: 'agent', agent: 'caller' } as const;

/**
 * Whole conversations as they were spoken, telephone-coded. Each side of a call is played as the caller's, the other as
 * the agent's where there is one. A mono mix of both sides of a call (`*_mixed`) is left out: it makes no claim.
 */
export async function naturalTalk(dataFolder: string): Promise<readonly CueScenario[]> {
  const scenarios: CueScenario[] = [];
  for (const folder of FOLDERS) {
    const path = join(dataFolder, folder);
    if (!existsSync(path)) continue;
    const files = (await readdir(path)).filter((name) => name.endsWith('.flac') && !/_mixed\./.test(name));
    for (const file of files.sort()) {
      const other = otherSideOf(file);
      scenarios.push({
        kind: 'natural',
        speaker: basename(file, '.flac'),
        corpus: folder,
        language: '',
        sex: '',
        onsetMs: null,
        samples: await coded(join(path, file)),
        agent: other !== null && files.includes(other) ? await coded(join(path, other)) : null,
      });
    }
  }
  return scenarios;
}

/** `x_caller.flac` for `x_agent.flac` and the other way round; null where a file is not one side of two. */
function otherSideOf(file: string): string | null {
  const side = /_(caller|agent)\.flac$/.exec(file)?.[1];
  if (side !== 'caller' && side !== 'agent') return null;
  return file.replace(/_(caller|agent)\.flac$/, `_${SIDES[side]}.flac`);
}

async function coded(path: string): Promise<Float32Array> {
  const { channels, sampleRateHz } = await readAudioFile(path);
  const samples = atAnalysisRate(channels[0] as Float32Array, sampleRateHz);
  return codeForTelephone(samples, lineGain([samples]));
}
