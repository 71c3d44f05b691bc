import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { MODEL_PATH } from '../../app/package-root.js';
import { operatingPicture } from '../../lab/evaluation/operating-picture.js';
import { type CueScores, scoreCues } from '../../lab/evaluation/score-cues.js';
import { defaultCoachOptions, moodOptionsOf } from '../../live/coaching-settings.js';
import { progressLine } from '../output/progress-line.js';
import { remarks } from '../output/remarks.js';
import { tryOutput } from '../output/try-output.js';
import { cueScoreTable } from './cue-score-table.js';
import { MODEL_OPTION, openModel } from './open-model.js';

type EvaluateCuesOptions = {
  readonly data: string;
  readonly calm: string;
  readonly natural: string;
  readonly sounds: string;
  readonly part: string;
  readonly model: string;
  readonly picture: string;
  readonly json?: true;
};

const DATA = process.env.EVENKEEL_DATA ?? '../shared/data';

export function registerEvaluateCuesCommand(program: Command): void {
  program
    .command('evaluate-cues')
    .description(
      'Scores the cues from samples to decision: how soon, how often falsely, and what must never happen.',
    )
    .option(
      '--data <folder>',
      'acted speech: clips.tsv, FLAC files and, if it has parts, speakers.tsv',
      join(DATA, 'speech'),
    )
    .option('--calm <folder>', 'calm people, laid out alike; left out where it is absent', join(DATA, 'calm'))
    .option(
      '--natural <folder>',
      'conversations nobody is angry in: calls/ and turns/ hold their FLAC files',
      DATA,
    )
    .option(
      '--sounds <folder>',
      'sounds that are no speech: sounds.tsv and FLAC or WAV files; left out where it is absent',
      join(DATA, 'sounds'),
    )
    .option(
      '--part <part>',
      'speakers to score where speakers.tsv names parts: train, tune, test or all',
      'test',
    )
    .option('--model <model>', MODEL_OPTION, MODEL_PATH)
    .option(
      '--picture <file>',
      'where to write the operating curve (SVG)',
      'artifacts/cue-operating-curve.svg',
    )
    .option('--json', 'one JSON document on standard output instead of tables')
    .addHelpText('after', HELP)
    .action(evaluateCues);
}

const HELP = `
Natural talk comes first, because it is what an agent hears all day: each side of a call is played as the caller's, and
every tense stretch in it is false. Lively talk is made of one person's calm, happy, surprised and sad clips, fragments,
steps of level and sounds. A reel is 25 s of a calm voice, then fifty sounds of one kind. sounds.tsv has the columns file,
kind, source, licence and recorded (yes or no); synthetic ones are reported apart.

Onset: 20 s neutral, then 15 s of the emotion by the same speaker (at least 8 s of distinct clips of each, repeated to
fill), telephone-coded. Raised = a cue about the caller's emotion within 10 s of the first sample of the emotion, under
the shipped policy; a miss is an infinite delay. False cue: a cue about the caller's emotion in calm or happy speech,
with budget, spacing, dismissal quiet and hold-out off; per hour of caller voice. Calm call: all neutral clips of a
speaker, repeated to 60 s; a clip without a speaker is a call of its own.

Examples:
  $ evenkeel evaluate-cues --data speech                                    the shipped model, on the people of part test
  $ evenkeel evaluate-cues --data speech --part all --picture curve.svg     everybody, and where to draw the curve
  $ evenkeel evaluate-cues --data speech --model prosody --json

A folder of this layout comes from: evenkeel corpus import.`;

async function evaluateCues(options: EvaluateCuesOptions): Promise<void> {
  await tryOutput(options.picture, 'file');
  const { classifier, kind } = await openModel(options.model);
  const { policy } = defaultCoachOptions(['customer'], true);
  const mood = moodOptionsOf(kind);
  const lines = new Map<string, ReturnType<typeof progressLine>>();
  try {
    const scores = await scoreCues({
      dataFolder: options.data,
      part: options.part,
      calmFolder: existsSync(options.calm) ? options.calm : null,
      naturalFolder: existsSync(options.natural) ? options.natural : null,
      soundsFolder: existsSync(options.sounds) ? options.sounds : null,
      classifier,
      mood,
      policy,
      onProgress: (what, done, total) => {
        const line = lines.get(what) ?? progressLine(what);
        lines.set(what, line);
        line.show(done, total);
        if (done === total) line.end();
      },
      onFault: (sentence) => remarks.write(`${sentence}\n`),
    });
    await writeFile(options.picture, operatingPicture(scores.curve));
    remarks.write(`operating curve: ${options.picture}\n`);
    process.stdout.write(
      options.json ? `${JSON.stringify(document(scores, options), null, 2)}\n` : cueScoreTable(scores),
    );
  } finally {
    await classifier.close();
  }
}

function document(scores: CueScores, options: EvaluateCuesOptions) {
  const { all, violations, sounds, ...rest } = scores;
  const { calm, happy } = all.falseCues;
  return {
    part: options.part,
    ...sounds,
    anger: all.anger,
    anxiety: all.anxiety,
    falseCuesPerHour: { calm: calm.perHour, happy: happy.perHour },
    calm,
    happy,
    shipped: all.shippedFalseCues,
    violations,
    ...rest,
    picture: options.picture,
  };
}
