import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandLine, evenkeel } from '../../support/command-line.js';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'evenkeel-init-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const SIX = [
  ['--platform', 'native'],
  ['--desktop', 'tab'],
  ['--call-languages', 'en,zh-CN'],
  ['--notice', 'greeting'],
  ['--storage', 'sqlite'],
  ['--sign-in', 'link'],
].flat();

describe('evenkeel init', () => {
  it('leads to a server that a doctor follows to the first cue', async () => {
    const folder = join(root, 'whole');
    const { status, out, err } = await evenkeel(['init', folder, ...SIX]);
    expect(err).toBe('');
    expect(status).toBe(0);
    expect(out).toContain('. ./evenkeel.env && npx evenkeel doctor --agent ruth');
    const env = {
      EVENKEEL_CONFIG: join(folder, 'evenkeel.yaml'),
      EVENKEEL_AUTH_SECRET_FILE: join(folder, 'secrets', 'auth-secret'),
      EVENKEEL_STORAGE_SQLITE_FILE: join(folder, 'evenkeel.sqlite'),
    };
    expect((await evenkeel(['check-config'], env)).status).toBe(0);
    const server = new CommandLine(['serve', '--port', '0'], env);
    try {
      const [, url] = await server.printed(/"url":"(http:\/\/[^"]+)"/);
      const port = { EVENKEEL_SERVER_PORT: new URL(url!).port };
      const doctor = await evenkeel(['doctor', '--agent', 'ruth'], { ...env, ...port });
      expect(doctor.out).toMatch(/^✓ roles/m);
      expect(doctor.out).toMatch(/^✓ cue +The first cue: .*One slow breath/m);
      expect(doctor.status).toBe(0);
    } finally {
      await server.stop();
    }
  }, 240_000);

  it('knows a platform by the name of its product, and names the field to fill in', async () => {
    const genesys = await evenkeel(['init', join(root, 'genesys'), '--yes', '--platform', 'genesys']);
    expect(genesys.status).toBe(0);
    expect(await readFile(join(root, 'genesys/evenkeel.yaml'), 'utf8')).toContain('protocol: audiohook');
    const twilio = await evenkeel(['init', join(root, 'twilio'), '--yes', '--platform', 'twilio']);
    expect(twilio.out).toContain('evenkeel.yaml: authToken');
  }, 120_000);

  it('overwrites nothing unless it is told to, and never a secret', async () => {
    const folder = join(root, 'twice');
    await evenkeel(['init', folder, '--yes']);
    const secret = await readFile(join(folder, 'secrets/auth-secret'), 'utf8');
    await writeFile(join(folder, 'evenkeel.yaml'), 'mine');
    const again = await evenkeel(['init', folder, '--yes']);
    expect(again.status).toBe(2);
    expect(again.err).toContain('cli.file-exists');
    expect(await readFile(join(folder, 'evenkeel.yaml'), 'utf8')).toBe('mine');
    const forced = await evenkeel(['init', folder, '--yes', '--force', '--language', 'zh-CN']);
    expect(forced.status).toBe(0);
    expect(forced.out).toContain('已保留');
    expect(await readFile(join(folder, 'evenkeel.yaml'), 'utf8')).toContain('开场白告知每位客户');
    expect(await readFile(join(folder, 'secrets/auth-secret'), 'utf8')).toBe(secret);
    for (const name of ['evenkeel.yaml', 'secrets/auth-secret'])
      expect((await stat(join(folder, name))).mode & 0o077).toBe(0);
  }, 120_000);

  it('asks nobody where there is no terminal', async () => {
    const folder = join(root, 'nobody');
    const { status, err } = await evenkeel(['init', folder, '--platform', 'twilio']);
    expect(status).toBe(2);
    expect(err).toContain('--desktop, --call-languages, --notice, --storage, --sign-in, or --yes');
    await expect(readdir(folder)).rejects.toThrow();
  });

  it.each([
    ['en', 'Which platform sends the calls?'],
    ['zh-CN', '通话来自哪个电话平台？'],
  ])(
    'asks six questions at a terminal, in %s',
    async (language, first) => {
      const folder = join(root, `asked-${language}`);
      const command = `stty cols 120 rows 50; ${process.execPath} --import tsx src/cli/cli.ts init ${folder} --language ${language}`;
      const screen = await new Promise<string>((resolve, reject) => {
        // util-linux: a terminal for a command that has none.
        const child = execFile('script', ['-qec', command, '/dev/null'], (error, out) =>
          error === null ? resolve(out) : reject(error),
        );
        let seen = 0;
        child.stdout?.on('data', (text: string) => {
          // A question shows a filled circle at the choice that Enter takes.
          const asked = text.split('●').length - 1;
          if (asked > 0 && seen++ < 6) child.stdin?.write('\r');
        });
      });
      expect(screen).toContain(first);
      expect(await readFile(join(folder, 'evenkeel.yaml'), 'utf8')).toContain('path: /streams/native');
    },
    120_000,
  );
});
