/**
 * How long a newcomer waits: from a fresh clone to the demo's first cue, to the first report on an own MP3, and to the first
 * cue of an own server, by `dev` and by `init`. Prints seconds and judges nothing: most of it is the network and the machine.
 *
 *   npm run time:first-hour -- [--json]
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { readOptions } from './read-options.js';

const { values } = readOptions(
  `npm run time:first-hour -- [options]

From a fresh clone to a first cue and a first report, timed: the demo, a recording of your own, dev, and init. Takes
several minutes and the package registry.

  --json             one document on standard output`,
  { json: { type: 'boolean', default: false } },
);
const folder = mkdtempSync(join(tmpdir(), 'evenkeel-first-hour-'));
const clone = join(folder, 'evenkeel');
/** Where nothing else of this machine is likely to listen. */
const PORT = '18040';
const CLI = join('dist', 'cli', 'cli.js');
const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip' };
const started = performance.now();
const elapsedS = (since: number) => (performance.now() - since) / 1000;

type Way = { readonly way: string; readonly seconds: number; readonly withInstallSeconds: number };
const ways: Way[] = [];

try {
  run('git', ['clone', '--quiet', '--depth', '1', `file://${process.cwd()}`, clone], folder);
  run('npm', ['ci', '--no-audit', '--no-fund'], clone);
  const installS = elapsedS(started);
  const timed = async (way: string, task: () => Promise<void>) => {
    const from = performance.now();
    await task();
    const seconds = elapsedS(from);
    ways.push({ way, seconds, withInstallSeconds: installS + seconds });
  };
  await timed('demo: the first cue, in real time', () =>
    untilPrinted(['demo', '--headless'], /One slow breath/),
  );
  run('ffmpeg', ['-v', 'error', '-i', 'src/lab/telephones/demo-call.wav', 'call.mp3'], clone);
  await timed('own MP3: the first report', async () =>
    evenkeel(['replay', 'call.mp3', '--report', 'call.html']),
  );
  await timed('own server by dev: the first cue', () =>
    untilPrinted(['dev', '--no-open', '--port', '0'], /One slow breath/),
  );
  await timed('own server by init: the first cue', firstCueByInit);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (values.json) console.log(JSON.stringify({ ways }, null, 2));
else
  for (const { way, seconds, withInstallSeconds } of ways)
    console.log(
      `${way.padEnd(36)} ${seconds.toFixed(0).padStart(4)} s, with clone and npm ci ${withInstallSeconds.toFixed(0)} s`,
    );

/** What a newcomer does: init, serve in one terminal, doctor in another. */
async function firstCueByInit(): Promise<void> {
  evenkeel(['init', 'centre', '--yes']);
  const own = {
    EVENKEEL_SERVER_PORT: PORT,
    EVENKEEL_CONFIG: join('centre', 'evenkeel.yaml'),
    EVENKEEL_AUTH_SECRET_FILE: join('centre', 'secrets', 'auth-secret'),
  };
  const server = spawn(process.execPath, [CLI, 'serve'], {
    cwd: clone,
    env: { ...env, ...own },
    stdio: ['ignore', 'pipe', 2],
  });
  try {
    await printed(server.stdout!, /"url":"http/);
    evenkeel(['doctor', '--agent', 'ruth'], own);
  } finally {
    server.kill();
  }
}

async function untilPrinted(command: readonly string[], pattern: RegExp): Promise<void> {
  const child = spawn(process.execPath, [CLI, ...command], { cwd: clone, env, stdio: ['pipe', 'pipe', 2] });
  try {
    await printed(child.stdout!, pattern);
  } finally {
    child.kill();
  }
}

async function printed(stream: Readable, pattern: RegExp): Promise<void> {
  let text = '';
  // The process goes on and must be able to print.
  for await (const part of stream.iterator({ destroyOnReturn: false })) {
    text += String(part);
    if (!pattern.test(text)) continue;
    stream.resume();
    return;
  }
  throw new Error(`It ended without printing ${pattern}:\n${text}`);
}

function evenkeel(command: readonly string[], more: Readonly<Record<string, string>> = {}): void {
  execFileSync(process.execPath, [CLI, ...command], {
    cwd: clone,
    env: { ...env, ...more },
    stdio: ['ignore', 2, 2],
  });
}

/** The output of a tool is not a result: it goes to standard error. */
function run(command: string, options: readonly string[], cwd: string): void {
  execFileSync(command, options, { cwd, env, stdio: ['ignore', 2, 2] });
}
