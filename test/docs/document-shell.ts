import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CommandLine } from '../support/command-line.js';
import { EVENKEEL_COMMAND } from '../support/evenkeel-arguments.js';

const SECRET = 'a secret that only this test knows, long enough';
/** What a test does itself around the others: installing, serving, opening pages. */
const STANDS_IN: readonly string[] = [
  'npm ci',
  'npx evenkeel dev',
  'npx evenkeel init',
  'npx evenkeel demo --lead',
  'export EVENKEEL_AUTH_SECRET=$(openssl rand -hex 32)',
  'npx evenkeel serve',
  'npx evenkeel label calls --out calls/LABELS.tsv',
  'npm run train -- --data speech --out models/mine --use commercial',
  'npx evenkeel serve --model models/mine/emotion.onnx',
];

/** A folder with a recording `call.mp3` in it and a running server: runs the commands of a document as they stand. */
export class DocumentShell {
  private constructor(
    readonly folder: string,
    readonly server: CommandLine,
    readonly host: string,
  ) {}

  static async open(): Promise<DocumentShell> {
    const folder = await mkdtemp(join(tmpdir(), 'evenkeel-document-'));
    const server = new CommandLine(['serve', '--port', '0'], {
      EVENKEEL_AUTH_SECRET: SECRET,
      EVENKEEL_STORAGE_SQLITE_FILE: join(folder, 'evenkeel.sqlite'),
    });
    const [, url] = await server.printed(/"url":"(http:\/\/[^"]+)"/);
    const recording = join(folder, 'call.mp3');
    execFileSync('ffmpeg', ['-v', 'error', '-i', 'src/lab/telephones/demo-call.wav', recording]);
    return new DocumentShell(folder, server, new URL(url!).host);
  }

  /** Runs every `sh` block of a document, in order, in one shell; returns what it printed. Throws where one fails. */
  run(markdown: string): Promise<string> {
    const commands = shellLines(markdown).filter((command) => !STANDS_IN.includes(command));
    const script = [
      'set -e',
      `npx() { shift; ${EVENKEEL_COMMAND} "$@"; }`,
      ...commands.map((command) => command.replaceAll('127.0.0.1:8040', this.host)),
    ].join('\n');
    const env = { ...process.env, EVENKEEL_AUTH_SECRET: SECRET, TSX_TSCONFIG_PATH: resolve('tsconfig.json') };
    return new Promise((done, failed) => {
      execFile('bash', ['-c', script], { cwd: this.folder, env }, (error, out, err) => {
        if (error === null) done(out + err);
        else failed(new Error(`${error.message}\n${out}\n${err}`));
      });
    });
  }

  async close(): Promise<void> {
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The lines of a document's shell blocks, in order. */
export function shellLines(markdown: string): string[] {
  return [...markdown.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block]) => block!.trim().split('\n'));
}
