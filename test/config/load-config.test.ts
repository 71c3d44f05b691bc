import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkConfig, loadConfig, SETTINGS } from '../../src/config/load-config.js';
import { EvenkeelError } from '../../src/errors.js';

const folder = mkdtempSync(join(tmpdir(), 'evenkeel-config-'));

function fileWith(text: string, name = 'evenkeel.yaml'): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

function codeOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof EvenkeelError) return error.code;
    throw error;
  }
  return 'none';
}

describe('loadConfig', () => {
  it.each([
    ['auto', 'auto'],
    ['2', 2],
    ['0', 0],
  ])('reads %s workers from the environment', (text, workers) => {
    expect(loadConfig({ env: { EVENKEEL_SERVER_WORKERS: text } }).server.workers).toBe(workers);
  });

  it.each(['-1', '1.5', 'many', '257'])('refuses %s workers', (text) => {
    expect(codeOf(() => loadConfig({ env: { EVENKEEL_SERVER_WORKERS: text } }))).toBe('config.value-invalid');
  });

  it('is complete and frozen without any source', () => {
    const config = loadConfig({ env: {} });
    expect(config.server.host).toBe('127.0.0.1');
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config.server.trustedProxies)).toBe(true);
  });

  it.each([
    ['authToken: 12345678', 'Put it into quotes.'],
    ['authToken: []', 'Expected text, or null: Auth token'],
  ])('says of %s in a row of a list what that setting must be', (line, remedy) => {
    const row = `  - protocol: twilio\n    name: a\n    path: /a\n    tenant: acme\n    ${line}\n`;
    const { problems } = checkConfig({ file: fileWith(`connectors:\n${row}`), env: {} });
    const problem = problems.find(({ path }) => path === 'connectors.0.authToken');
    expect(problem?.where).toMatch(/line 6$/);
    expect(problem?.remedy.startsWith(remedy)).toBe(true);
  });

  it('lets the environment win over the file, and the command line over both', () => {
    const file = fileWith('server:\n  port: 1001\n  host: 10.0.0.1\n  drainLimitMs: 5\n');
    const config = loadConfig({
      file,
      env: { EVENKEEL_SERVER_PORT: '1002', EVENKEEL_SERVER_DRAIN_LIMIT_MS: '6' },
      overrides: { server: { port: 1003 } },
    });
    expect(config.server).toMatchObject({ host: '10.0.0.1', port: 1003, drainLimitMs: 6 });
  });

  it('reads UTF-16 with its mark, and names the encoding of what is no UTF-8', () => {
    const text = 'server:\n  host: 127.0.0.9\n';
    const name = join(folder, 'encoded.yaml');
    writeFileSync(name, Buffer.from(`\ufeff${text}`, 'utf16le'));
    expect(loadConfig({ file: name, env: {} }).server.host).toBe('127.0.0.9');
    writeFileSync(name, Buffer.concat([Buffer.from(`${text}# M`), Buffer.from([0xfc]), Buffer.from('ller')]));
    expect(() => loadConfig({ file: name, env: {} })).toThrow(/Windows-1252/);
  });

  it('reads JSON as well as YAML, and an empty file as defaults', () => {
    expect(loadConfig({ file: fileWith('{"server":{"port":7}}', 'a.json'), env: {} }).server.port).toBe(7);
    expect(loadConfig({ file: fileWith('# nothing yet\n', 'b.yaml'), env: {} }).server.port).toBe(8040);
  });

  it('reads a list from one variable', () => {
    const env = { EVENKEEL_SERVER_TRUSTED_PROXIES: '10.0.0.1, 10.0.1.0/24' };
    expect(loadConfig({ env }).server.trustedProxies).toEqual(['10.0.0.1', '10.0.1.0/24']);
  });

  it('names the line and the nearest setting for an unknown key', () => {
    const file = fileWith('# top\nserver:\n  host: 127.0.0.1\n  prot: 80\nservre: {}\n');
    const { problems } = checkConfig({ file, env: {} });
    expect(problems).toMatchObject([
      { code: 'config.key-unknown', path: 'server.prot', remedy: 'Did you mean server.port?' },
      { code: 'config.key-unknown', path: 'servre', remedy: 'Did you mean server?' },
    ]);
    expect(problems.map(({ where }) => where)).toEqual([`${file}, line 4`, `${file}, line 5`]);
  });

  it('names the line, the expected type and the sentence for a wrong value', () => {
    const file = fileWith('server:\n  host: 127.0.0.1\n  port: eighty\n');
    const [problem] = checkConfig({ file, env: {} }).problems;
    expect(problem).toMatchObject({
      code: 'config.value-invalid',
      where: `${file}, line 3`,
      path: 'server.port',
    });
    expect(problem!.remedy).toContain('whole number, 0 to 65535');
  });

  it('blames the variable, not the file, for a wrong value of the environment', () => {
    const file = fileWith('server:\n  port: 80\n');
    const [problem] = checkConfig({ file, env: { EVENKEEL_SERVER_PORT: 'x' } }).problems;
    expect(problem!.where).toBe('environment EVENKEEL_SERVER_PORT');
  });

  it('refuses a misspelt variable of a known section and leaves the orchestrator its own', () => {
    const env = { EVENKEEL_SERVER_PROT: '1', EVENKEEL_SERVICE_HOST: '10.0.0.1', EVENKEEL_PORT: 'tcp://1' };
    expect(checkConfig({ env }).problems).toMatchObject([
      { where: 'environment EVENKEEL_SERVER_PROT', remedy: 'Did you mean EVENKEEL_SERVER_PORT?' },
    ]);
  });

  it('tells broken YAML, a missing file, a list at the top and a bomb of aliases apart from each other', () => {
    expect(codeOf(() => loadConfig({ file: fileWith('server: [1'), env: {} }))).toBe('config.syntax');
    expect(codeOf(() => loadConfig({ file: fileWith('- 1'), env: {} }))).toBe('config.syntax');
    expect(codeOf(() => loadConfig({ file: fileWith('server:\n  port: 1\n  port: 2\n'), env: {} }))).toBe(
      'config.syntax',
    );
    expect(codeOf(() => loadConfig({ file: join(folder, 'absent'), env: {} }))).toBe(
      'config.file-unreadable',
    );
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'.split('').map((name, index) => {
        const before = 'abcdefg'[index];
        return `${name}: &${name} [${Array(9).fill(`*${before}`).join(',')}]`;
      }),
    ].join('\n');
    expect(codeOf(() => loadConfig({ file: fileWith(bomb), env: {} }))).toBe('config.syntax');
    expect(codeOf(() => loadConfig({ file: fileWith('x'.repeat(2 << 20)), env: {} }))).toBe(
      'config.file-unreadable',
    );
  });

  it('takes an empty variable and an empty section for not given', () => {
    const file = fileWith('server:\n  # port: 1\ntelemetry:\n');
    expect(loadConfig({ file, env: { EVENKEEL_SERVER_PORT: '' } }).server.port).toBe(8040);
  });

  it('asks for certificate and key together', () => {
    const [problem] = checkConfig({ env: { EVENKEEL_SERVER_TLS_CERT_FILE: '/c.pem' } }).problems;
    expect(problem).toMatchObject({ code: 'config.value-invalid', path: 'server.tlsKeyFile' });
  });
});

describe('secrets by file', () => {
  const secret = join(folder, 'token');
  writeFileSync(secret, 'a-long-metrics-token\n');

  it('reads the value and takes the newline off', () => {
    chmodSync(secret, 0o600);
    const config = loadConfig({ env: { EVENKEEL_TELEMETRY_METRICS_TOKEN_FILE: secret } });
    expect(config.telemetry.metricsToken).toBe('a-long-metrics-token');
  });

  const readAs = (bytes: Uint8Array) => {
    writeFileSync(secret, bytes);
    chmodSync(secret, 0o600);
    return checkConfig({ env: { EVENKEEL_TELEMETRY_METRICS_TOKEN_FILE: secret } });
  };
  const token = 'a-long-metrics-token';

  it.each([
    ['a byte order mark', Buffer.from(`\ufeff${token}`)],
    ['UTF-16, as Windows tools write it', Buffer.from(`\ufeff${token}\r\n`, 'utf16le')],
    ['blank lines around it', Buffer.from(`\n\r\n${token}\r\n \n`)],
    ['a space behind it', Buffer.from(`${token} `)],
  ])('takes the same secret from a file with %s', (_what, bytes) => {
    readAs(bytes);
    const config = loadConfig({ env: { EVENKEEL_TELEMETRY_METRICS_TOKEN_FILE: secret } });
    expect(config.telemetry.metricsToken).toBe(token);
  });

  it.each([
    ['a second line', Buffer.from(`${token}\nanother\n`), 'more than one line'],
    ['nothing but blank lines', Buffer.from('\ufeff\n\n'), 'empty'],
    ['what is no text', Buffer.from([0x61, 0xe9, 0x62]), 'Windows-1252'],
  ])('refuses one with %s, and says why', (_what, bytes, why) => {
    const [problem] = readAs(bytes).problems;
    expect(problem).toMatchObject({ code: 'config.secret-unreadable' });
    expect(problem!.sentence).toContain(why);
    writeFileSync(secret, `${token}\n`);
  });

  it('refuses one that every user may read, without printing it', () => {
    chmodSync(secret, 0o644);
    const env = { EVENKEEL_TELEMETRY_METRICS_TOKEN_FILE: secret };
    expect(codeOf(() => loadConfig({ env }))).toBe('config.secret-file-mode');
    const [problem] = checkConfig({ env }).problems;
    expect(problem!.remedy).toContain(`chmod 0600 ${secret}`);
    expect(JSON.stringify(problem)).not.toContain('a-long-metrics-token');
  });

  it('refuses a missing one, and one given twice', () => {
    const name = 'EVENKEEL_TELEMETRY_METRICS_TOKEN';
    expect(codeOf(() => loadConfig({ env: { [`${name}_FILE`]: join(folder, 'no') } }))).toBe(
      'config.secret-unreadable',
    );
    chmodSync(secret, 0o600);
    const env = { [`${name}_FILE`]: secret, [name]: 'a-long-metrics-token' };
    expect(codeOf(() => loadConfig({ env }))).toBe('config.value-invalid');
  });
});

describe('SETTINGS', () => {
  it('says of every setting a sentence, a type and a default, and a unit where the name has one', () => {
    for (const setting of SETTINGS) {
      expect(setting.sentence, setting.path).toMatch(/^[A-Z].*[.]$/);
      expect(setting.type, setting.path).not.toBe('');
      expect(setting.defaultValue, `${setting.path} has no default`).not.toBe(undefined);
    }
    expect(SETTINGS.find(({ path }) => path === 'server.drainLimitMs')).toMatchObject({
      envName: 'EVENKEEL_SERVER_DRAIN_LIMIT_MS',
      unit: 'milliseconds',
      type: 'whole number, at least 0',
      defaultValue: 300_000,
    });
  });

  it('gives every setting an environment name of its own', () => {
    const names = SETTINGS.flatMap(({ envName }) => [envName, `${envName}_FILE`]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('takes every setting from the environment, and from a file that the environment names', () => {
    const usual = loadConfig({ env: {} });
    const written = SETTINGS.map(({ envName, kind, defaultValue }) => {
      const isText = kind === 'text' && defaultValue !== null;
      return [envName, isText ? String(defaultValue) : JSON.stringify(defaultValue)] as const;
    }).filter(([, text]) => text !== '');
    expect(written.length).toBeGreaterThan(100);
    expect(loadConfig({ env: Object.fromEntries(written) })).toEqual(usual);
    const byFile = written.map(([name, text]) => {
      const file = fileWith(`${text}\n`, name);
      chmodSync(file, 0o600);
      return [`${name}_FILE`, file] as const;
    });
    expect(loadConfig({ env: Object.fromEntries(byFile) })).toEqual(usual);
    // And is it judged? A value that no setting can take must be blamed on its own variable.
    for (const { envName, kind } of SETTINGS.filter(
      ({ kind: each }) => each === 'number' || each === 'boolean',
    ))
      expect(checkConfig({ env: { [envName]: 'banana' } }).problems[0]?.where, kind).toBe(
        `environment ${envName}`,
      );
  });
});

describe('what an orchestrator adds for a service evenkeel-server', () => {
  const INJECTED = {
    EVENKEEL_SERVER_SERVICE_HOST: '10.0.0.1',
    EVENKEEL_SERVER_SERVICE_PORT: '8080',
    EVENKEEL_SERVER_SERVICE_PORT_HTTP: '8080',
    EVENKEEL_SERVER_PORT: 'tcp://10.0.0.1:8080',
    EVENKEEL_SERVER_PORT_8080_TCP: 'tcp://10.0.0.1:8080',
    EVENKEEL_SERVER_PORT_8080_TCP_PROTO: 'tcp',
    EVENKEEL_SERVER_PORT_8080_TCP_PORT: '8080',
    EVENKEEL_SERVER_PORT_8080_TCP_ADDR: '10.0.0.1',
  };

  it('does not stop the start, and a real port is still a setting', () => {
    const auth = { EVENKEEL_AUTH_SECRET: 'a secret that only this test knows, long enough' };
    const port = checkConfig({ env: auth }).config?.server.port;
    expect(checkConfig({ env: { ...auth, ...INJECTED } })).toMatchObject({
      config: { server: { port } },
      problems: [],
    });
    expect(checkConfig({ env: { ...auth, EVENKEEL_SERVER_PORT: '9000' } }).config?.server.port).toBe(9000);
    expect(checkConfig({ env: { ...auth, EVENKEEL_SERVER_PORT: 'http://x' } }).problems).toHaveLength(1);
  });
});
