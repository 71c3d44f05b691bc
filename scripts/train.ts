/**
 * From labelled speech to a network that `serve --model` takes: features, training, calibration, thresholds of the cues,
 * evaluation and card. A run that was interrupted goes on where it was when it is started again.
 * Usage: npm run train -- --data SPEECH --out models/mine [--use commercial] [--noise DIR] [--passes N]
 *   [--second mn04_as.pt] [--json]
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { EvenkeelError } from '../src/errors.js';
import { checkSpeech } from './train-model/check-speech.js';
import { cueThresholds } from './train-model/cue-thresholds.js';
import { FinishedSteps } from './train-model/finished-steps.js';
import { modelCard } from './train-model/model-card.js';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    out: { type: 'string' },
    use: { type: 'string', default: 'research' },
    noise: { type: 'string' },
    passes: { type: 'string', default: '3' },
    second: { type: 'string' },
    steps: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
});
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
      `${PYTHON} lacks torch, onnx, scipy or scikit-learn: scripts/training/README.md says how to install them.`,
    );
  const work = join(out, 'work');
  mkdirSync(work, { recursive: true });
  const { json: _, out: __, ...options } = values;
  const steps = new FinishedSteps(work, { speech: checked.digest, options });
  if (steps.count > 0) process.stderr.write(`train: goes on after ${steps.count} finished steps\n`);
  const passes = Array.from({ length: Number(values.passes) }, (_, pass) => 11 + pass);
  const plain = join(work, 'plain.npy');
  const augmented = passes.map((seed) => join(work, `augmented-${seed}.npy`));
  const model = join(out, 'emotion.onnx');
  const noise = values.noise === undefined ? [] : ['--noise', values.noise];
  await steps.once('plain features', () => evenkeel(['features', '--data', speech, '--out', plain]));
  for (const [at, seed] of passes.entries()) {
    const lines = ['--part', 'train', '--augment', String(seed), ...noise, '--out', augmented[at]!];
    await steps.once(`features ${seed}`, () => evenkeel(['features', '--data', speech, ...lines]));
  }
  const common = ['--features', plain, '--augmented', ...augmented, '--out', out, '--use', use];
  const length = values.steps === undefined ? [] : ['--steps', values.steps];
  await steps.once('network', () => python('train.py', [...common, ...length]));
  const { second } = values;
  if (second !== undefined)
    await steps.once('second network', () =>
      python('train_second.py', [...common, ...length, '--pretrained', second]),
    );
  const thresholdsFile = join(out, 'cue-thresholds.json');
  await steps.once('thresholds', async () => {
    writeFileSync(thresholdsFile, `${JSON.stringify(await cueThresholds(speech, model), null, 2)}\n`);
  });
  const [evaluation, cues] = [join(out, 'evaluation.txt'), join(out, 'cues.txt')];
  await steps.once('evaluation', async () => {
    await evenkeel(['evaluate', '--data', speech, '--model', model, '--no-clean'], evaluation);
  });
  await steps.once('cues', async () => {
    const picture = join(out, 'cue-operating-curve.svg');
    const nothing = ['--calm', 'none', '--natural', 'none', '--sounds', 'none'];
    await evenkeel(
      ['evaluate-cues', '--data', speech, '--model', model, '--picture', picture, ...nothing],
      cues,
    );
  });
  const thresholds = JSON.parse(readFileSync(thresholdsFile, 'utf8')) as Awaited<
    ReturnType<typeof cueThresholds>
  >;
  const card = modelCard({
    use,
    corpora: checked.corpora,
    thresholds,
    evaluation: readFileSync(evaluation, 'utf8'),
    cues: readFileSync(cues, 'utf8'),
  });
  writeFileSync(join(out, 'MODEL_CARD.md'), card);
  const { angerAtNats, anxietyAtNats } = thresholds;
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ model, use, thresholds }, null, 2)}\n`
      : `${model} is ready: evenkeel serve --model ${model}\nIts figures are in ${join(out, 'MODEL_CARD.md')}. Add its thresholds to the configuration:\n` +
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
