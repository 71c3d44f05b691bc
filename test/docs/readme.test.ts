import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandLine } from '../support/command-line.js';
import { lacks } from '../support/requirements.js';

const README = readFileSync('README.md', 'utf8');
const SECRET = 'a secret that only this test knows, long enough';

/** The lines of the shell blocks, in order. */
const COMMANDS = [...README.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) =>
  block!.trim().split('\n'),
);
/** What the suite does itself around the others: installing, serving, opening pages. */
const STANDS_IN: readonly string[] = [
  'npm ci',
  'npx evenkeel dev',
  'export EVENKEEL_AUTH_SECRET=$(openssl rand -hex 32)',
  'npx evenkeel serve',
];

let folder = '';
let server: CommandLine;
let host = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evenkeel-readme-'));
  server = new CommandLine(['serve', '--port', '0'], {
    EVENKEEL_AUTH_SECRET: SECRET,
    EVENKEEL_STORAGE_SQLITE_FILE: join(folder, 'evenkeel.sqlite'),
  });
  const [, url] = await server.printed(/"url":"(http:\/\/[^"]+)"/);
  host = new URL(url!).host;
});

afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

function run(script: string): Promise<{ status: number; text: string }> {
  const env = { ...process.env, EVENKEEL_AUTH_SECRET: SECRET, TSX_TSCONFIG_PATH: resolve('tsconfig.json') };
  return new Promise((done) => {
    execFile('bash', ['-c', script], { cwd: folder, env }, (error, out, err) =>
      done({ status: typeof error?.code === 'number' ? error.code : 0, text: out + err }),
    );
  });
}

describe.skipIf(lacks('ffmpeg'))('the README', () => {
  it('names commands that work as they stand, in order', async () => {
    execFileSync('ffmpeg', [
      '-v',
      'error',
      '-i',
      'src/lab/telephones/demo-call.wav',
      join(folder, 'call.mp3'),
    ]);
    const cli = `${process.execPath} --import ${resolve('node_modules/tsx/dist/loader.mjs')} ${resolve('src/cli/cli.ts')}`;
    const mine = COMMANDS.filter((command) => !STANDS_IN.includes(command));
    expect(mine.length).toBeGreaterThan(5);
    const script = [
      'set -e',
      `npx() { shift; ${cli} "$@"; }`,
      ...mine.map((command) => command.replaceAll('127.0.0.1:8040', host)),
    ].join('\n');
    const { status, text } = await run(script);
    expect(status, text).toBe(0);
    expect(text).toContain('One slow breath');
    expect(text).toContain('The page: http://');
    expect(readFileSync(join(folder, 'call.html'), 'utf8')).toContain('<svg');
    expect(readFileSync(join(folder, 'call.csv'), 'utf8')).toContain('call.mp3,cue,breath,');
  }, 240_000);

  it('prints figures that the model’s card has', () => {
    const card = readFileSync('models/MODEL_CARD.md', 'utf8');
    const table = README.slice(README.indexOf('## How good it is'), README.indexOf('**May I use it?**'));
    const figures = table.match(/0\.\d{3}/g) ?? [];
    expect(figures.length).toBe(10);
    for (const figure of figures) expect(card).toContain(figure);
  });
});

describe('links in the documents', () => {
  const files = execFileSync('git', ['ls-files', '*.md']).toString().trim().split('\n');

  it.each(files.filter((file) => existsSync(file)))('of %s lead somewhere', (file) => {
    const text = readFileSync(file, 'utf8').replaceAll(/```[\s\S]*?```/g, '');
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map(
      ([, one, two]) => one ?? two!,
    );
    for (const target of targets) {
      if (/^[a-z]+:/.test(target) || target.startsWith('#')) continue;
      const path = join(dirname(file), decodeURI(target.split('#', 1)[0]!));
      expect(existsSync(path), `${file}: ${target}`).toBe(true);
    }
  });
});
