import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { connectorsSection } from '../../src/config/sections/connectors-section.js';
import { writeWav } from '../../src/core/audio/wav.js';
import { makeCertificate } from '../support/certificates.js';
import { EVENKEEL_COMMAND } from '../support/evenkeel-arguments.js';
import { type RunningApp, startApp } from '../support/running-app.js';

const FOLDER = 'docs/platforms';
/** The list of guides has no commands of its own. */
const GUIDES = readdirSync(FOLDER)
  .filter((file) => file !== 'README.md')
  .map((file) => ({ file, text: readFileSync(`${FOLDER}/${file}`, 'utf8') }));

/** Every block of commands, its indentation within a list taken off. */
const BLOCKS = GUIDES.flatMap(({ file, text }) =>
  [...text.matchAll(/^( *)```sh\n([\s\S]*?)^\1```/gm)].map(
    ([, indent = '', block = ''], index) =>
      [`${file}, block ${index + 1}`, block.replaceAll(new RegExp(`^${indent}`, 'gm'), '')] as const,
  ),
);

/** The guides' host as this machine: the same names, the same TLS, another address and port. */
const REDIRECT = `
import { Socket } from 'node:net';
const places = JSON.parse(process.env.PLACES);
const connect = Socket.prototype.connect;
Socket.prototype.connect = function (...args) {
  const options = Array.isArray(args[0]) ? args[0][0] : args[0];
  const port = places[options?.host + ':' + options?.port];
  if (port !== undefined) Object.assign(options, { host: '127.0.0.1', port });
  return connect.apply(this, args);
};
`;

type Row = Record<string, unknown> & { readonly protocol: string; readonly subscribe?: { url: string } };

/** The connectors that the guides print, all at once. What would dial a host of the examples is left out. */
function printedConnectors(): Row[] {
  const rows = GUIDES.flatMap(({ text }) =>
    [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].flatMap(
      ([, yaml = '']) =>
        (parse(yaml.replace('the client secret in base64', 'c2VjcmV0')) as { connectors: Row[] }).connectors,
    ),
  );
  return rows.filter(({ subscribe }) => subscribe === undefined || subscribe.url.includes('127.0.0.1'));
}

describe('what a platform guide says', () => {
  let folder = '';
  /** One instance with TLS on the host of the guides, one without on this machine. */
  let guided: RunningApp;
  let local: RunningApp;
  let env: NodeJS.ProcessEnv = {};

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'evenkeel-guides-'));
    const certificate = makeCertificate(30, 'coach.example.com');
    const rows = printedConnectors();
    guided = await startApp({
      connectors: connectorsSection.parse(rows),
      server: { host: '127.0.0.1', port: 0, ...certificate },
    });
    local = await startApp();
    const second = new Float32Array(8_000).map((_, n) => 0.1 * Math.sin(n / 9));
    writeFileSync(join(folder, 'call.wav'), writeWav(8000, [second, second]));
    writeFileSync(join(folder, 'redirect.mjs'), REDIRECT);
    const port = new URL(guided.url).port;
    writeFileSync(
      join(folder, '.curlrc'),
      `fail\nsilent\nshow-error\ncacert = "${certificate.tlsCertFile}"\nconnect-to = "coach.example.com:443:127.0.0.1:${port}"\n`,
    );
    const setting = (protocol: string, ...path: readonly (string | number)[]) =>
      String(
        path.reduce(
          (value: unknown, key) => (value as never)?.[key],
          rows.find((row) => row.protocol === protocol),
        ),
      );
    env = {
      PATH: process.env.PATH,
      CURL_HOME: folder,
      NODE_EXTRA_CA_CERTS: certificate.tlsCertFile,
      NODE_OPTIONS: `--import ${join(folder, 'redirect.mjs')}`,
      PLACES: JSON.stringify({ 'coach.example.com:443': port, '127.0.0.1:8040': new URL(local.url).port }),
      TSX_TSCONFIG_PATH: resolve('tsconfig.json'),
      TWILIO_AUTH_TOKEN: setting('twilio', 'authToken'),
      STREAM_AUTH_TOKEN: setting('telnyx', 'bearerToken'),
      PLIVO_AUTH_ID: setting('plivo', 'accountId'),
      VONAGE_TOKEN: setting('vonage', 'token', 'secret'),
      GENESYS_API_KEY: setting('audiohook', 'keys', 0, 'apiKey'),
      GENESYS_CLIENT_SECRET: setting('audiohook', 'keys', 0, 'secret'),
      MEDIA_WEBSOCKET_CONNECTION_ID: 'a1b2',
    };
  });

  afterAll(async () => {
    await Promise.all([guided?.stop(), local?.stop()]);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a block as somebody would who has the repository: `npx evenkeel`. */
  async function run(block: string, token: string): Promise<{ status: number; text: string }> {
    const script = `set -e; npx() { test "$1" = evenkeel; shift; ${EVENKEEL_COMMAND} "$@"; }\n${block}`;
    return new Promise((done) => {
      execFile('bash', ['-c', script], { cwd: folder, env: { ...env, TOKEN: token } }, (error, out, err) =>
        done({ status: typeof error?.code === 'number' ? error.code : 0, text: out + err }),
      );
    });
  }

  it.each(BLOCKS)(
    '%s works as it is printed',
    async (_where, block) => {
      const token = /evenkeel/.test(block)
        ? await local.token('source', 'pbx-1')
        : await guided.token('binder', 'crm');
      const { status, text } = await run(block, token);
      expect(status, `${block}\n${text}`).toBe(0);
      expect(text).not.toMatch(/ECONN|stream\.idle|auth\./);
    },
    120_000,
  );

  it('is tried for every guide, and can fail', async () => {
    const tried = new Set(BLOCKS.map(([where]) => where.split(',')[0]));
    expect(GUIDES.map(({ file }) => file).filter((file) => !tried.has(file))).toEqual([]);
    const [, block] = BLOCKS.find(([where]) => where.startsWith('jambonz'))!;
    const wrong = await run(block.replace('a long password', 'another password'), '');
    expect(wrong.status).toBe(1);
    expect(wrong.text).toContain('auth.credentials-invalid');
  }, 120_000);
});
