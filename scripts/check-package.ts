/**
 * Packs the product as a release does, installs the tarball into an empty folder as a user does, and runs the demo from
 * it: on this Node, or on others (`--node LINE,LINE`, taken from the npm package `node`).
 *
 *   npm run build && npm run check:package -- [--node LINE,LINE] [--json]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { readOptions } from './read-options.js';

const { values } = readOptions(
  `npm run build && npm run check:package -- [options]

Packs the product as a release does, installs it into an empty folder and plays its demo.

  --node LINES       lines of Node, such as 20,22,24, taken from the npm package "node"; default: this one
  --json             one document on standard output

Exit code 1 where the demo shows no cue.`,
  { node: { type: 'string', default: 'this' }, json: { type: 'boolean', default: false } },
);

type Outcome = { readonly node: string; readonly cues: number; readonly seconds: number };

const folder = mkdtempSync(join(tmpdir(), 'evenkeel-package-'));
const outcomes: Outcome[] = [];
try {
  run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], '.');
  const tarball = join(folder, readdirSync(folder).find((name) => name.endsWith('.tgz'))!);
  for (const node of values.node.split(',')) outcomes.push(tryOn(node, tarball));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (values.json) console.log(JSON.stringify({ installs: outcomes }, null, 2));
else
  for (const { node, cues, seconds } of outcomes)
    console.log(`${node.padEnd(10)} installed and played the demo: ${cues} cues, ${seconds.toFixed(0)} s`);
process.exitCode = outcomes.every(({ cues }) => cues > 0) ? 0 : 1;

function tryOn(node: string, tarball: string): Outcome {
  const empty = mkdtempSync(join(folder, 'install-'));
  writeFileSync(join(empty, 'package.json'), '{"private":true}\n');
  const started = performance.now();
  let path = process.env.PATH ?? '';
  if (node !== 'this') {
    const runtime = mkdtempSync(join(folder, 'node-'));
    writeFileSync(join(runtime, 'package.json'), '{"private":true}\n');
    run('npm', ['install', '--no-audit', '--no-fund', `node@${node}`], runtime);
    path = `${join(runtime, 'node_modules', 'node', 'bin')}${delimiter}${path}`;
  }
  const env = { ...process.env, PATH: path, ONNXRUNTIME_NODE_INSTALL: 'skip' };
  run('npm', ['install', '--no-audit', '--no-fund', tarball], empty, env);
  const version = execFileSync('node', ['--version'], { env }).toString().trim();
  const said = execFileSync('npx', ['evenkeel', 'demo', '--json', '--speed', '20'], {
    cwd: empty,
    env,
    stdio: ['ignore', 'pipe', 2],
  });
  const lines = said
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string });
  const cues = lines.filter(({ type }) => type === 'cue').length;
  return { node: version, cues, seconds: (performance.now() - started) / 1000 };
}

/** The output of a tool is not a result: it goes to standard error. */
function run(command: string, options: readonly string[], cwd: string, env = process.env): void {
  execFileSync(command, options, { cwd, env, stdio: ['ignore', 2, 2] });
}
