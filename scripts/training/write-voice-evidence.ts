/** Writes what the live extractors say of voice_scenes.py's scenes: `tsx scripts/training/write-voice-evidence.ts SCENES`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HOP_SAMPLES } from '../../src/core/audio/audio-frame.js';
import { levelDbOf } from '../../src/core/features/lld/level.js';
import { PitchCandidates } from '../../src/core/features/lld/pitch-candidates.js';
import { VoiceEvidence } from '../../src/core/features/lld/voice-evidence.js';

/** As in ChannelFeatures: fainter hops are not analysed. */
const AUDIBLE_DB = -65;

const folder = process.argv[2];
if (folder === undefined) throw new Error('Name the folder that voice_scenes.py wrote.');
const scenes = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as {
  name: string;
  labels: string;
}[];
const rows: number[] = [];
scenes.forEach(({ name, labels }, scene) => {
  const bytes = readFileSync(join(folder, `${name}.f32`));
  const samples = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  const candidates = new PitchCandidates();
  const evidence = new VoiceEvidence();
  for (let hop = 0; (hop + 1) * HOP_SAMPLES <= samples.length; hop++) {
    const heard = samples.subarray(hop * HOP_SAMPLES, (hop + 1) * HOP_SAMPLES);
    const levelDb = levelDbOf(heard);
    candidates.push(heard, levelDb > AUDIBLE_DB);
    evidence.push(levelDb, candidates);
    rows.push(scene, labels[hop] === '1' ? 1 : 0, ...evidence.values);
  }
});
writeFileSync(join(folder, 'evidence.f64'), Buffer.from(Float64Array.from(rows).buffer));
process.stdout.write(`${scenes.length} scenes written to ${join(folder, 'evidence.f64')}\n`);
