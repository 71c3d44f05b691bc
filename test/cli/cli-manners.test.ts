import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { buildProgram } from '../../src/cli/build-program.js';
import { COMMANDS } from '../../src/cli/commands.js';
import { evenkeel } from '../support/command-line.js';

describe('the command line', () => {
  it('lists every command in a group, with a summary that begins with a small verb and has no full stop', async () => {
    const { commands } = await buildProgram(null);
    expect(commands.map((command) => command.name())).toEqual(COMMANDS.map(({ name }) => name));
    for (const command of commands) {
      expect(command.summary(), command.name()).toMatch(/^[a-z][^\n]*[^.]$/);
      expect(command.helpGroup()).toMatch(/:$/);
    }
  });

  it('describes each command in sentences, and each option without a full stop', async () => {
    const { commands } = await buildProgram('completion');
    for (const command of commands.flatMap((one) => [one, ...one.commands])) {
      expect(command.description(), command.name()).toMatch(/^[A-Z][\s\S]*\.$/);
      for (const { long, description } of command.options)
        expect(description, `${command.name()} ${long}`).toMatch(/[^.]$/);
    }
  });

  it.each([
    [['--help'], 0],
    [[], 0],
    [['--version'], 0],
    [['serve', '--help'], 0],
    [['tokn'], 2],
    [['token'], 2],
    [['demo', '--speed', 'fast'], 2],
    [['check-config', 'absent.yaml'], 2],
    [['health', '--url', 'nowhere'], 2],
    [['privacy-report', '--url', 'nowhere', '--token', 'x'], 2],
    [['doctor', '--url', 'nowhere'], 2],
  ])('%j ends with %i, as promised', async (options, expected) => {
    const { status } = await evenkeel(options);
    expect(status).toBe(expected);
  });

  it('prints no colour, and no remark when it is asked to be quiet', async () => {
    const env = { EVENKEEL_AUTH_SECRET: 'a secret that only this test knows, long enough', FORCE_COLOR: '1' };
    const options = ['token', '--role', 'agent', '--tenant', 'acme', '--subject', 'ruth'];
    const quiet = await evenkeel(['--quiet', ...options], env);
    expect(quiet.err).toBe('');
    const after = await evenkeel([...options, '--quiet'], env);
    expect(after.err).toBe('');
    const { out, err } = await evenkeel(options, env);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for
    expect(out + err).not.toMatch(/\u001b/);
  });

  it('ends with npx, whose shell passes no signal on', async () => {
    const command = `${process.execPath} --import tsx src/cli/cli.ts dev --no-open --no-play --port 0; true`;
    const env = { ...process.env, npm_command: 'exec', NODE_ENV: '' };
    const npx = spawn('sh', ['-c', command], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    npx.stdout.on('data', (text: Buffer) => {
      said += text.toString();
    });
    await expect.poll(() => said).toContain('Waiting for calls');
    npx.kill('SIGTERM');
    // Not before the server itself has closed its end.
    await once(npx, 'close');
  });

  it('completes commands and options in bash', async () => {
    const { out } = await evenkeel(['completion', 'bash']);
    const words = (line: string) => {
      const script = `${out}\nCOMP_WORDS=(${line}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _evenkeel; echo "\${COMPREPLY[@]}"`;
      return execFileSync('bash', ['-c', script]).toString().trim();
    };
    expect(words('evenkeel rep')).toBe('replay');
    expect(words('evenkeel token --rol')).toBe('--role');
    for (const shell of ['zsh', 'fish'])
      expect((await evenkeel(['completion', shell])).out).toContain('replay');
  });
});
