/** `npm run evaluate:acoustics`: the acoustic core beside Praat, aubio and Silero on the same telephone-coded speech. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { readPitchReference } from '../src/evaluation/pitch-reference.js';
import { openSpeechCorpus } from '../src/evaluation/speech-corpus.js';
import { labelledScenes, noisyScenes } from '../src/evaluation/voice-activity-scenes.js';
import { acousticsTable } from './acoustics/acoustics-table.js';
import { evaluatePitch } from './acoustics/evaluate-pitch.js';
import { evaluateSyllables } from './acoustics/evaluate-syllables.js';
import { evaluateVoiceActivity } from './acoustics/evaluate-voice-activity.js';

const shared = process.env.EVENKEEL_DATA ?? '../shared/data';
const program = new Command('evaluate:acoustics')
  .description(
    'Measures F0, syllables and voice activity on telephone-coded speech, beside Praat and aubio where they are installed and Silero VAD. Give options after `--`: npm run evaluate:acoustics -- --json',
  )
  .option('--data <dir>', 'speech folder with clips.tsv and FLAC files', join(shared, 'speech'))
  .option(
    '--reference <file>',
    'reference F0: corpus, clip, time_s, f0_hz',
    join(shared, 'pitch', 'f0-reference.tsv'),
  )
  .option('--json', 'print one JSON document instead of tables', false)
  .parse();
const options = program.opts<{ data: string; reference: string; json: boolean }>();
const progress = (message: string) => process.stderr.write(`${message}\n`);

for (const path of [options.data, options.reference]) {
  if (!existsSync(path)) {
    program.error(
      `${path} is not there: name the speech folder with --data and the reference with --reference.`,
    );
  }
}
const everyone = await openSpeechCorpus(options.data, 'all');
progress('pitch: reading the reference');
const pitch = await evaluatePitch(await readPitchReference(options.reference), everyone, progress);
progress('syllables: RAVDESS sentences');
const syllables = await evaluateSyllables(everyone);
progress('voice activity: scenes with labels');
// Nobody whose voice fitted the detector may judge it, where the folder says who that was.
const unheard = everyone.speakers.some(({ part }) => part === 'test')
  ? await openSpeechCorpus(options.data, 'test')
  : everyone;
/** Meetings and noises lie beside the speech folder, else where they usually are. */
const beside = (folder: string) => {
  const path = join(options.data, '..', folder);
  return existsSync(path) ? path : join(shared, folder);
};
const scenes = [...(await labelledScenes(beside('turns'))), ...(await noisyScenes(unheard, beside('noise')))];
const voiceActivity = await evaluateVoiceActivity(scenes);

const report = { pitch, syllables, voiceActivity };
process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : acousticsTable(report));
