import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { examineAddress } from '../../src/cli/doctor/examine-address.js';
import { examineCall } from '../../src/cli/doctor/examine-call.js';
import { examineFirstCue } from '../../src/cli/doctor/examine-first-cue.js';
import { examineLine, type HeardChannel } from '../../src/cli/doctor/examine-line.js';
import { connectorsSection } from '../../src/config/sections/connectors-section.js';
import { ingestSection } from '../../src/config/sections/ingest-section.js';
import type { Credentials } from '../../src/lab/telephones/call-plan.js';
import { TELEPHONES } from '../../src/lab/telephones/telephones.js';
import { type Harness, startIngest, tokenFor } from '../support/ingest-harness.js';
import { type RunningApp, startApp } from '../support/running-app.js';

const customer: HeardChannel = {
  role: 'customer',
  heardMs: 9000,
  sound: 'good',
  suspicion: 'none',
};
const agent: HeardChannel = { ...customer, role: 'agent', sound: 'faint' };

function wrongs(channels: readonly HeardChannel[], streamMs = 9000): string[] {
  const stream = { connector: 'c', noticeGiven: true, elapsedMs: 9000, streamMs, channels };
  return examineLine([stream], { expectsFaintAgent: true })
    .filter(({ level }) => level !== 'good')
    .map(({ says }) => says);
}

describe('doctor, on how the audio arrives', () => {
  it('finds nothing wrong with a good line', () => expect(wrongs([customer, agent])).toEqual([]));
  it.each([
    [
      'no audio',
      [
        { ...customer, heardMs: 0 },
        { ...agent, heardMs: 0 },
      ],
      9000,
      'No audio arrives',
    ],
    ['a silent channel', [customer, { ...agent, sound: 'none' as const }], 9000, 'agent channel is silent'],
    [
      'swapped roles',
      [
        { ...customer, sound: 'faint' as const },
        { ...agent, sound: 'good' as const },
      ],
      9000,
      'swapped',
    ],
    ['the wrong law', [{ ...customer, suspicion: 'other-law' as const }, agent], 9000, 'µ-law and A-law'],
    ['the wrong rate', [customer, agent], 4500, 'sample rate or channel count'],
    ['stamps that run ahead', [customer, { ...agent, offsetMs: -1500 }], 9000, 'agent is 1.5 s ahead'],
    ['a mixed channel', [{ ...customer, role: 'mixed' as const }], 9000, 'one channel'],
  ])('says %s in plain words', (_name, channels, streamMs, words) => {
    expect(wrongs(channels, streamMs).join()).toContain(words);
  });
});

describe('doctor, on the address', () => {
  it('says that nothing listens', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const [finding] = await examineAddress(`ws://127.0.0.1:${port}/streams/native`, Date.now);
    expect(finding).toMatchObject({ level: 'bad', says: expect.stringContaining('Nothing listens') });
  });

  it('tells TLS spoken to a plain port, a clock that is wrong, and a proxy that is not Evenkeel', async () => {
    const http = createServer((_request, response) => response.writeHead(403, { server: 'proxy' }).end('no'));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const { port } = http.address() as AddressInfo;
    const [tls] = await examineAddress(`wss://127.0.0.1:${port}/x`, Date.now);
    expect(tls?.says).toMatch(/TLS/);
    const findings = await examineAddress(`ws://127.0.0.1:${port}/x`, () => Date.now() - 60_000);
    expect(findings).toMatchObject([
      { level: 'remark', says: expect.stringContaining('HTTP 403 (server: proxy)') },
      { level: 'bad', says: expect.stringMatching(/(59|60) s ahead/) },
    ]);
    http.close();
  });
});

describe('doctor, on the call', () => {
  let harness: Harness;
  afterEach(() => harness.close());

  const call = (protocol: string, path: string, credentials: object) =>
    examineCall({
      telephone: TELEPHONES.find(({ name }) => name === protocol)!,
      platform: protocol,
      apiToken: null,
      recording: {
        sampleRateHz: 8000,
        voices: { customer: new Float32Array(4000), agent: new Float32Array(4000) },
      },
      plan: {
        url: harness.url + path,
        callId: crypto.randomUUID(),
        tenant: 'acme',
        agentId: null,
        language: null,
        noticeWording: 'doctor',
        encoding: 'pcmu',
        sampleRateHz: 8000,
        layout: 'stereo',
        channelOrder: ['customer', 'agent'],
        credentials,
        publicOrigin: null,
      },
    });

  it('tells a wrong path, a missing token and a good call apart', async () => {
    harness = await startIngest();
    const token = await tokenFor();
    const [path, credentials, fine] = await Promise.all([
      call('native', '/streams/natif', { token }),
      call('native', '/streams/native', {}),
      call('native', '/streams/native', { token }),
    ]);
    expect(path).toMatchObject([
      { level: 'bad', says: expect.stringContaining('no connector has the path') },
    ]);
    expect(credentials).toMatchObject([{ level: 'bad', says: expect.stringContaining('HTTP 401') }]);
    expect(fine.map(({ level }) => level)).toEqual(['good', 'remark']);
  });

  it('reads the reason of a refusal inside the protocol', async () => {
    harness = await startIngest({
      connectors: [
        {
          name: 'genesys',
          protocol: 'audiohook',
          path: '/streams/genesys',
          keys: [{ apiKey: 'k', secret: 'c2VjcmV0', tenant: 'acme' }],
        },
      ],
    });
    const findings = await call('audiohook', '/streams/genesys', { apiKey: 'k', secret: 'd3Jvbmc=' });
    expect(findings.map(({ says }) => says).join()).toContain('auth.signature-invalid');
  });
});

describe('doctor --agent, on a call that is refused', () => {
  let running: RunningApp;
  afterEach(() => running.stop());

  async function firstCue(protocol: string, path: string, credentials: Credentials) {
    const telephone = TELEPHONES.find(({ name }) => name === protocol)!;
    const url = running.url.replace('http', 'ws') + path;
    const apiToken = await running.token('binder', 'doctor');
    const shared = { url, credentials, publicOrigin: null };
    const findings = await examineFirstCue(
      {
        ...shared,
        callId: crypto.randomUUID(),
        tenant: 'acme',
        agentId: null,
        language: null,
        noticeWording: 'doctor',
        encoding: telephone.encodings[0]!,
        sampleRateHz: 8000,
        layout: telephone.layouts[0]!,
        channelOrder: ['customer', 'agent'],
      },
      { ...shared, telephone, platform: protocol, apiToken, agentToken: null },
      { agentId: 'ruth', agentToken: await running.token('agent', 'ruth'), apiToken },
    );
    return findings.map(({ level, says }) => `${level}: ${says}`);
  }

  it('says that the instance is full, and not that the agent is on the call', async () => {
    running = await startApp({ ingest: ingestSection.parse({ streamLimit: 1 }) });
    const token = await running.token('source', 'pbx-1');
    const other = new WebSocket(`${running.url.replace('http', 'ws')}/streams/native`, {
      headers: { authorization: `Bearer ${token}` },
    });
    await once(other, 'open');
    expect(await firstCue('native', '/streams/native', { token })).toEqual([
      'bad: HTTP 503: the instance is full or shutting down.',
    ]);
    other.close();
  });

  it('gives the reason that the platform is told inside its protocol', async () => {
    const keys = [{ apiKey: 'k', secret: 'c2VjcmV0', tenant: 'acme' }];
    running = await startApp({
      connectors: connectorsSection.parse([
        { name: 'genesys', protocol: 'audiohook', path: '/streams/genesys', keys },
      ]),
    });
    const found = await firstCue('audiohook', '/streams/genesys', { apiKey: 'k', secret: 'd3Jvbmc=' });
    expect(found.join('\n')).toContain('bad: auth.signature-invalid: ');
    expect(found.join('\n')).not.toContain('is on the call');
  });
});
