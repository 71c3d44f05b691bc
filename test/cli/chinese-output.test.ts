import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import { CommandLine, evenkeel } from '../support/command-line.js';
import { englishIn } from '../support/english-in.js';
import { type RunningApp, startApp } from '../support/running-app.js';
import { freePort } from '../support/signed-in-site.js';

const SECRET = { EVENKEEL_AUTH_SECRET: 'a secret that only this test knows, long enough' };

/** Names, addresses and code that commands print: options, settings, error codes, paths, tokens. */
const CODE = [
  /\b(?:server|auth)\.[a-z]+[A-Z]\w+/g,
  /^evenkeel(?=：)/gm,
  /\b(?:https?|wss?):\/\/\S+/g,
  /`[^`]+`/g,
  /"agent: [^"]+"/g,
  /\beyJ[\w.-]+/g,
  /--[a-z][a-z-]*(?: (?:FILE|FOLDER|ID))?/g,
  /<[a-z]+>/g,
  /\b[a-z]+\.[a-z]+(?:-[a-z]+)+\b/g,
  /\b(?:cli|config|auth|audio|storage|stream)\.[a-z-]+\b/g,
  /(?:\/|docs\/)[\w./-]+/g,
  /\b[\w-]+\.(?:wav|html|yaml|md|jsonl)\b/g,
  /\bserver\.\w+/g,
  /\bEVENKEEL_\w+/g,
  /\b(?:true|false)\b/g,
];
const english = (text: string, ...names: readonly (string | RegExp)[]) =>
  englishIn(text, [...CODE, ...names]);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenkeel-chinese-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a command says in Chinese, on both outputs. */
async function said(...command: readonly string[]): Promise<string> {
  const { out, err } = await evenkeel(command, {
    ...SECRET,
    EVENKEEL_STORAGE_SQLITE_FILE: join(folder, 'kept.sqlite'),
  });
  expect(`${out}${err}`).toMatch(/\p{Script=Han}/u);
  return `${out}${err}`;
}

describe('commands in Chinese, to the last word', () => {
  it('replay, with its report', async () => {
    const text = await said('replay', '--language', 'zh', DEMO_CALL_PATH, '--report', join(folder, 'r.html'));
    expect(english(text)).toEqual([]);
    expect(text).toContain('已写入');
  });

  it('demo', async () => {
    const text = await said('demo', '--headless', '--speed', '16', '--language', 'zh');
    expect(english(text)).toEqual([]);
  });

  it('dev', async () => {
    const dev = new CommandLine(['--language', 'zh', 'dev', '--port', '0', '--no-open', '--no-play'], {});
    await dev.printed(/按 Ctrl\+C 结束/);
    const { out, err } = await dev.stop('SIGINT');
    expect(english(`${out}${err}`, 'ruth', 'npx evenkeel simulate', 'call.wav')).toEqual([]);
    expect(out).toContain('不可用于生产');
  });

  it('token', async () => {
    const command = ['--role', 'agent', '--tenant', 'acme', '--subject', 'ada', '--language', 'zh'];
    expect(english(await said('token', ...command))).toEqual([]);
  });

  it('audit, of a tenant in which nothing was done', async () => {
    expect(english(await said('audit', '--tenant', 'acme', '--language', 'zh-CN'))).toEqual([]);
  });

  it('people, effect, purge and migrate', async () => {
    const people = join(folder, 'people.csv');
    writeFileSync(
      people,
      'agent_id,team_id,team_name,time_zone,from,to\nana,billing,Billing,Europe/Berlin,,\n',
    );
    const command = ['--language', 'zh', 'people', 'import', '--tenant', 'acme', '--people', people];
    const imported = await said(...command);
    expect(imported).toContain('已导入：1 个团队的 1 位坐席');
    expect(english(imported)).toEqual([]);
    expect(english(await said('--language', 'zh', 'effect', '--tenant', 'acme'))).toEqual([]);
    // The names of classes and tables are code.
    const purged = await said('--language', 'zh', 'purge', '--dry-run');
    expect(english(purged, /^\w+ +(?=\d)/gm, /\d+ \w+(?=,|$)/gm)).toEqual([]);
    expect(english(await said('--language', 'zh', 'migrate'))).toEqual([]);
    writeFileSync(people, 'agent_id,team_id,team_name,time_zone,from,to\nana,billing,Billing,Berlin,,\n');
    const refused = await said(...command);
    expect(refused).toContain('第 2 行，time_zone 列：不是 IANA 时区');
    expect(english(refused, 'time_zone', 'IANA', 'Europe', 'Berlin')).toEqual([]);
  });

  it('privacy-report', async () => {
    const text = await said('--language', 'zh', 'privacy-report', '--out', join(folder, 'privacy.md'));
    expect(english(text)).toEqual([]);
  });

  it('check-config, with and without problems', async () => {
    const file = join(folder, 'evenkeel.yaml');
    writeFileSync(file, 'server:\n  port: many\n  prot: 1\nspeech: {}\n');
    const text = await said('check-config', file, '--language', 'zh');
    expect(english(text, 'server', 'port', 'prot', 'speech')).toEqual([]);
    expect(text).toContain('不是一项设置');
    writeFileSync(file, 'server:\n  port: 8040\n');
    expect(await said('check-config', file, '--language', 'zh')).toContain('配置有效');
    writeFileSync(file, 'server:\n  port: many\n');
    const refused = await said(
      'token',
      '--role',
      'agent',
      '--tenant',
      'a',
      '--subject',
      'b',
      '--config',
      file,
      '--language',
      'zh',
    );
    expect(english(refused, 'port')).toEqual([]);
  });

  it.each([
    [['replay', 'nowhere.wav', '--language', 'zh']],
    [['replay', '--language', 'zh']],
    [['replay', 'a.wav', '--language', 'zh', '--compare', 'b.wav']],
    [['replay', 'a.wav', '--language', 'zh', '--left', 'nobody'], 'nobody', 'role', 'customer', 'agent'],
    [['demo', '--language', 'zh', '--lead', '--json']],
    [['demo', '--language', 'zh', '--port', 'many'], 'many'],
    [['demo', '--language', 'zh', '--speed', '99']],
    [['token', '--language', 'zh', '--tenant', 'acme']],
    [['audit', '--language', 'zh', '--tennant', 'acme']],
    [['--language', 'zh', 'replai'], 'replai', 'replay'],
    [['--language', 'zh', 'simulate', '--url', 'nowhere'], 'nowhere', 'ws', 'wss'],
    [
      ['--language', 'zh', 'simulate', '--url', 'ws://127.0.0.1:1', '--faults', 'x'],
      'list',
      /可用的故障：[^。]+/g,
    ],
    [['--language', 'zh', 'dev', '--speed']],
    [['--language', 'zh', 'doctor']],
  ] as const)('errors of %j', async (command, ...names) => {
    const { err } = await evenkeel(command as readonly string[], {});
    expect(err).toMatch(/\p{Script=Han}/u);
    expect(english(err, ...(names as readonly (string | RegExp)[]))).toEqual([]);
  });
});

describe('commands in Chinese that call an instance', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());
  const url = () => `${app.url.replace('http', 'ws')}/streams/native`;

  it('doctor, where all is well and where nothing listens', async () => {
    const text = await said(
      'doctor',
      '--url',
      url(),
      '--token',
      await app.token('source', 'd'),
      '--language',
      'zh',
    );
    expect(english(text, 'binder')).toEqual([]);
    expect(text).toContain('时钟一致');
    const refused = await said(
      'doctor',
      '--url',
      `ws://127.0.0.1:${await freePort()}/streams/native`,
      '--language',
      'zh',
    );
    expect(english(refused)).toEqual([]);
    const unknown = await said('doctor', '--url', `${url()}x`, '--language', 'zh');
    expect(english(unknown, 'HTTP', 'WebSocket')).toEqual([]);
  }, 240_000);

  it('simulate', async () => {
    const token = await app.token('source', 's');
    const options = ['--url', url(), '--token', token, '--speed', '16', '--hang-up-after', '2'];
    const text = await said('--language', 'zh', 'simulate', ...options);
    expect(english(text, 'simulated-call')).toEqual([]);
  });
});
