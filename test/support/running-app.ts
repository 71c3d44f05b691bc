import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import { type App, createApp } from '../../src/app/app.js';
import type { AppParts } from '../../src/app/app-context.js';
import { issueToken } from '../../src/auth/issue-token.js';
import { ALL_TEAMS, type PrincipalRole } from '../../src/auth/principal.js';
import { type ConfigOverrides, loadConfig } from '../../src/config/load-config.js';
import { connectorsSection } from '../../src/config/sections/connectors-section.js';
import { DESKTOP_PROTOCOL, type ServerMessage } from '../../src/delivery/agent-message.js';
import { seededRandom } from '../../src/lab/random/seeded-random.js';
import type { CallReport } from '../../src/lab/telephones/call-report.js';
import { placeCall } from '../../src/lab/telephones/place-call.js';
import { nativeTelephone } from '../../src/lab/telephones/platforms/native-telephone.js';
import type { TwoPartyRecording } from '../../src/lab/telephones/two-party-recording.js';
import { WALL_CLOCK } from '../../src/lab/telephones/wall-clock.js';

/** A whole Evenkeel on loopback with a database of its own, as `serve` would run it. */
export type RunningApp = {
  readonly app: App;
  readonly url: string;
  readonly sqliteFile: string;
  token(role: PrincipalRole, subject: string): Promise<string>;
  stop(limitMs?: number): Promise<void>;
};

export async function startApp(overrides: ConfigOverrides = {}, parts: AppParts = {}): Promise<RunningApp> {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-test-'));
  const sqliteFile = join(folder, 'test.sqlite');
  const config = loadConfig({
    env: {},
    overrides: {
      connectors: connectorsSection.parse([
        { name: 'native', protocol: 'native', path: '/streams/native', agent: { trusted: true } },
      ]),
      storage: { sqliteFile },
      telemetry: { logLevel: 'silent' },
      ...overrides,
      auth: { secret: 'a secret that only this test knows, long enough', ...overrides.auth },
      server: { host: '127.0.0.1', port: 0, workers: 0, ...overrides.server },
    },
  });
  const app = await createApp(config, parts);
  const url = await app.listen();
  return {
    app,
    url,
    sqliteFile,
    token: (role, subject) =>
      issueToken(config.auth, {
        role,
        tenant: 'acme',
        subject,
        teams: [ALL_TEAMS],
        expiresAtMs: Date.now() + 3_600_000,
      }),
    async stop(limitMs = 0) {
      await app.stop(limitMs);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** An agent's desktop without a screen: keeps everything that it was sent. */
export async function openDesktop(
  { url, token }: RunningApp,
  agentId: string,
): Promise<{ readonly messages: ServerMessage[]; send(message: object): void; close(): void }> {
  const messages: ServerMessage[] = [];
  const agentToken = await token('agent', agentId);
  const socket = new WebSocket(`${url.replace('http', 'ws')}/desktop`, DESKTOP_PROTOCOL);
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.on('open', () => socket.send(JSON.stringify({ type: 'token', token: agentToken })));
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as ServerMessage;
      messages.push(message);
      if (message.type === 'hello') resolve();
    });
  });
  return { messages, send: (message) => socket.send(JSON.stringify(message)), close: () => socket.close() };
}

/**
 * Plays a recording over the native protocol as a telephone system would. A machine that is busy with
 * other work turns new streams away for some seconds: the telephone comes back.
 */
export async function callWith(...of: Parameters<typeof placeOnce>): Promise<CallReport> {
  let report: CallReport | undefined;
  const turnedAway = async () => {
    report = await placeOnce(...of);
    return report.lines.some(({ httpStatus }) => httpStatus === 503);
  };
  await expect.poll(turnedAway, { timeout: 120_000, interval: 500 }).toBe(false);
  return report!;
}

async function placeOnce(
  { url, token }: RunningApp,
  recording: TwoPartyRecording,
  call: {
    readonly callId: string;
    readonly agentId: string;
    readonly speed: number;
  },
): Promise<CallReport> {
  return placeCall(
    nativeTelephone,
    recording,
    {
      url: `${url.replace('http', 'ws')}/streams/native`,
      callId: call.callId,
      tenant: 'acme',
      agentId: call.agentId,
      language: null,
      noticeWording: 'test-1',
      encoding: 'pcmu',
      sampleRateHz: 8000,
      layout: 'stereo',
      channelOrder: ['customer', 'agent'],
      credentials: { token: await token('source', 'test-telephone') },
      publicOrigin: null,
    },
    {
      speed: call.speed,
      faults: new Set(),
      clock: WALL_CLOCK,
      random: seededRandom(1),
    },
  );
}
