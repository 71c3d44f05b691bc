/**
 * From labelled speech to a network that `serve --model` takes: features, training, calibration, thresholds of the cues,
 * evaluation and card. A run that was interrupted goes on where it was when it is started again.
 * Usage: npm run train -- --data SPEECH --out models/mine [--use commercial] [--noise DIR] [--passes N]
 *   [--second mn04_as.pt] [--json]
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EvenkeelError } from '../src/errors.js';
import { readOptions } from './read-options.js';
import { checkSpeech } from './train-model/check-speech.js';
import { cueThresholds } from './train-model/cue-thresholds.js';
import { FinishedSteps } from './train-model/finished-steps.js';
import { modelCard } from './train-model/model-card.js';

const { values } = readOptions(
  `npm run train -- --data FOLDER --out FOLDER [options]

From labelled speech to a network, its thresholds, figures and card; goes on after an interruption. See
docs/tutorials/retrain-and-calibrate.md.

  --data FOLDER      speech with its table clips.tsv
  --out FOLDER       where the network and all about it are written
  --use USE          research (default) or commercial: what the speech may be used for
  --noise FOLDER     recordings of noise to mix in
  --passes N         how often each clip is sent through other lines, default 3
  --second FILE      the second network beside it
  --steps N          of training, for a trial
  --json             one document on standard output`,
  {
    data: { type: 'string' },
    out: { type: 'string' },
    use: { type: 'string', default: 'research' },
    noise: { type: 'string' },
    passes: { type: 'string', default: '3' },
    second: { type: 'string' },
    steps: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
);
const PYTHON = process.env.EVENKEEL_PYTHON ?? 'python3';
const { use } = values;

try {
  await trained();
} catch (cause) {
  if (!(cause instanceof EvenkeelError)) throw cause;
  process.stderr.write(`train: ${cause.code}: ${cause.message}\n`);
  process.exitCode = 2;
}

async function trained(): Promise<void> {
  const { data: speech, out } = values;
  if (speech === undefined || out === undefined || (use !== 'research' && use !== 'commercial'))
    throw new EvenkeelError(
      'cli.usage',
      'npm run train -- --data SPEECH --out models/mine [--use research|commercial]',
    );
  const checked = await checkSpeech(speech);
  if (spawnSync(PYTHON, ['-c', 'import torch, sklearn, scipy, onnx']).status !== 0)
    throw new EvenkeelError(
      'cli.usage',
      `${PYTHON} lacks torch, onnx, scipy or scikit-learn: scripts/training/README.md says how to install them. EVENKEEL_PYTHON names another Python, such as /usr/bin/python3.`,
    );
  const files = filesIn(out);
  mkdirSync(files.work, { recursive: true });
  const { json: _, out: __, ...options } = values;
  const steps = new FinishedSteps(files.work, { speech: checked.digest, options });
  if (steps.count > 0) process.stderr.write(`train: goes on after ${steps.count} finished steps\n`);
  await trainNetworks(steps, speech, files);
  await measureNetworks(steps, speech, files);
  const thresholds = JSON.parse(readFileSync(files.thresholds, 'utf8')) as CueThresholds;
  const card = modelCard({
    use,
    corpora: checked.corpora,
    thresholds,
    evaluation: readFileSync(files.evaluation, 'utf8'),
    cues: readFileSync(files.cues, 'utf8'),
  });
  writeFileSync(files.card, card);
  tell(files, thresholds);
}

type CueThresholds = Awaited<ReturnType<typeof cueThresholds>>;
type Files = ReturnType<typeof filesIn>;

function filesIn(out: string) {
  return {
    out,
    work: join(out, 'work'),
    model: join(out, 'emotion.onnx'),
    thresholds: join(out, 'cue-thresholds.json'),
    evaluation: join(out, 'evaluation.txt'),
    cues: join(out, 'cues.txt'),
    picture: join(out, 'cue-operating-curve.svg'),
    card: join(out, 'MODEL_CARD.md'),
  };
}

async function trainNetworks(steps: FinishedSteps, speech: string, { out, work }: Files): Promise<void> {
  const passes = Array.from({ length: Number(values.passes) }, (_, pass) => 11 + pass);
  const plain = join(work, 'plain.npy');
  const augmented = passes.map((seed) => join(work, `augmented-${seed}.npy`));
  const noise = values.noise === undefined ? [] : ['--noise', values.noise];
  await steps.once('plain features', () => evenkeel(['features', '--data', speech, '--out', plain]));
  for (const [at, seed] of passes.entries()) {
    const lines = ['--part', 'train', '--augment', String(seed), ...noise, '--out', augmented[at]!];
    await steps.once(`features ${seed}`, () => evenkeel(['features', '--data', speech, ...lines]));
  }
  const length = values.steps === undefined ? [] : ['--steps', values.steps];
  const common = ['--features', plain, '--augmented', ...augmented, '--out', out, '--use', use, ...length];
  await steps.once('network', () => python('train.py', common));
  const { second } = values;
  if (second !== undefined)
    await steps.once('second network', () => python('train_second.py', [...common, '--pretrained', second]));
}

async function measureNetworks(steps: FinishedSteps, speech: string, files: Files): Promise<void> {
  const of = ['--data', speech, '--model', files.model];
  await steps.once('thresholds', async () => {
    const thresholds = await cueThresholds(speech, files.model);
    writeFileSync(files.thresholds, `${JSON.stringify(thresholds, null, 2)}\n`);
  });
  await steps.once('evaluation', () => evenkeel(['evaluate', ...of, '--no-clean'], files.evaluation));
  const speechAlone = ['--calm', 'none', '--natural', 'none', '--sounds', 'none'];
  await steps.once('cues', () =>
    evenkeel(['evaluate-cues', ...of, '--picture', files.picture, ...speechAlone], files.cues),
  );
}

function tell({ model, card }: Files, thresholds: CueThresholds): void {
  const { angerAtNats, anxietyAtNats } = thresholds;
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ model, use, thresholds }, null, 2)}\n`
      : `${model} is ready: evenkeel serve --model ${model}\nIts figures are in ${card}. Add its thresholds to the configuration:\n` +
          `  coaching: { mood: { angerAtNats: ${angerAtNats.toFixed(3)}, anxietyAtNats: ${anxietyAtNats.toFixed(3)} } }\n`,
  );
}

/** A command of the product, its output in a file where one is named. */
function evenkeel(given: readonly string[], into?: string): Promise<void> {
  return run(process.execPath, ['--import', 'tsx', 'src/cli/cli.ts', ...given], into);
}

function python(script: string, given: readonly string[]): Promise<void> {
  return run(PYTHON, [join('scripts', 'training', script), ...given]);
}

async function run(command: string, given: readonly string[], into?: string): Promise<void> {
  const child = spawn(command, given, { stdio: ['ignore', 'pipe', 'inherit'] });
  const said: Buffer[] = [];
  child.stdout.on('data', (bytes: Buffer) => {
    if (into === undefined) process.stderr.write(bytes);
    else said.push(bytes);
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  const name = given.find((one) => !one.startsWith('-') && one !== 'tsx') ?? command;
  if (status !== 0)
    throw new EvenkeelError('cli.step-failed', `${name} ended with ${status}; what it said stands above.`);
  if (into !== undefined) writeFileSync(into, Buffer.concat(said));
}
