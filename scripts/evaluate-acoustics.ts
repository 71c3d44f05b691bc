/** `npm run evaluate:acoustics`: the acoustic core beside Praat, aubio and Silero on the same telephone-coded speech. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { EvenkeelError } from '../src/errors.js';
import { readPitchReference } from '../src/lab/acoustics/pitch-reference.js';
import { openSpeechCorpus } from '../src/lab/corpus/speech-corpus.js';
import { labelledScenes, noisyScenes } from '../src/lab/corpus/voice-activity-scenes.js';
import { type AcousticsReport, acousticsTable } from './acoustics/acoustics-table.js';
import { evaluatePitch } from './acoustics/evaluate-pitch.js';
import { evaluateSyllables } from './acoustics/evaluate-syllables.js';
import { evaluateTurnTaking } from './acoustics/evaluate-turn-taking.js';
import { evaluateVoiceActivity } from './acoustics/evaluate-voice-activity.js';
import { turnScenes } from './acoustics/turn-scenes.js';

const shared = process.env.EVENKEEL_DATA ?? '../shared/data';
const program = new Command('evaluate:acoustics')
  .description(
    'Measures F0, syllables, voice activity and turn-taking on telephone-coded speech, beside Praat and aubio where they are installed and Silero VAD. Give options after `--`: npm run evaluate:acoustics -- --json',
  )
  .option('--data <dir>', 'speech folder with clips.tsv and mono FLAC files', join(shared, 'speech'))
  .option(
    '--reference <file>',
    'reference F0: corpus, clip, time_s, f0_hz',
    join(shared, 'pitch', 'f0-reference.tsv'),
  )
  .option('--json', 'print one JSON document instead of tables', false)
  .parse();
const options = program.opts<{ data: string; reference: string; json: boolean }>();
const progress = (message: string) => process.stderr.write(`${message}\n`);

async function evaluate(): Promise<AcousticsReport> {
  const everyone = await openSpeechCorpus(options.data, 'all');
  const usable = new Set(everyone.speakers.flatMap(({ clips }) => clips.map(({ line }) => line)));
  // An unknown emotion is not a fault here: acoustics are judged without it.
  const unusable = everyone.faults.filter(({ line }) => !usable.has(line));
  const faults = new Set<string>();
  const onFault = (sentence: string) => {
    if (!faults.has(sentence)) progress(sentence);
    faults.add(sentence);
  };
  for (const { sentence } of unusable) onFault(sentence);

  progress('pitch: reading the reference');
  const wasAskedFor = program.getOptionValueSource('reference') === 'cli';
  const references =
    wasAskedFor || existsSync(options.reference) ? await readPitchReference(options.reference) : [];
  const pitch = await evaluatePitch(references, everyone, progress, onFault);
  if (pitch === null && wasAskedFor) {
    const first = references[0];
    const example = first === undefined ? 'it is empty' : `the first is ${first.corpus} ${first.clip}`;
    throw new EvenkeelError(
      'corpus.empty',
      `${options.reference} names ${references.length} clips, none of which is in ${options.data} and can be read; ${example}.`,
    );
  }
  progress('syllables: RAVDESS sentences');
  const syllables = await evaluateSyllables(everyone, onFault);
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
  const scenes = [
    ...(await labelledScenes(beside('turns'), onFault)),
    ...(await noisyScenes(unheard, beside('noise'), onFault)),
  ];
  const voiceActivity = await evaluateVoiceActivity(scenes);
  progress('turn-taking: two-channel calls');
  const turnTaking = evaluateTurnTaking(await turnScenes(unheard, onFault));
  return { pitch, syllables, voiceActivity, turnTaking, faults: [...faults] };
}

try {
  if (!existsSync(options.data)) {
    throw new EvenkeelError(
      'table.unreadable',
      `${options.data} is not there: name the speech folder with --data.`,
    );
  }
  const report = await evaluate();
  process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : acousticsTable(report));
} catch (cause) {
  if (!(cause instanceof EvenkeelError)) throw cause;
  program.error(`evaluate:acoustics: ${cause.code}: ${cause.message}`, { exitCode: 2 });
}
