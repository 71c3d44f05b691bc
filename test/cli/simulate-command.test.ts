import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { simulationText } from '../../src/cli/simulate-output.js';
import { writeWav } from '../../src/core/audio/wav.js';
import type { CallReport, LineReport } from '../../src/lab/telephones/call-report.js';
import { EVENKEEL_ARGUMENTS } from '../support/evenkeel-arguments.js';
import { type Harness, startIngest, tokenFor } from '../support/ingest-harness.js';

let folder = '';
let ingest: Harness;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evenkeel-simulate-'));
  const voice = new Float32Array(8000).fill(0.25);
  await writeFile(join(folder, 'stereo.wav'), writeWav(8000, [voice, voice]));
  await writeFile(join(folder, 'mono.wav'), writeWav(8000, [voice]));
  ingest = await startIngest();
});

afterAll(async () => {
  await ingest.close();
  await rm(folder, { recursive: true, force: true });
});

function run(...options: string[]): Promise<{ status: number; out: string; err: string }> {
  const command = [...EVENKEEL_ARGUMENTS, 'simulate', ...options];
  return new Promise((resolve) => {
    execFile(process.execPath, command, (error, out, err) =>
      resolve({ status: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}

describe('evenkeel simulate', () => {
  it('places several faulty calls and prints one JSON document', async () => {
    const { status, out } = await run(
      ...[
        '--url',
        `${ingest.url}/streams/native`,
        '--token',
        await tokenFor(),
        '--wav',
        join(folder, 'stereo.wav'),
      ],
      ...['--calls', '3', '--speed', '5', '--faults', 'loss,jitter', '--json'],
    );
    const { simulate } = JSON.parse(out) as { simulate: { calls: CallReport[] } };
    expect(status).toBe(0);
    expect(simulate.calls.map(({ completed, audioMs }) => [completed, audioMs])).toEqual([
      [true, 1000],
      [true, 1000],
      [true, 1000],
    ]);
    expect(new Set(simulate.calls.map(({ callId }) => callId)).size).toBe(3);
  });

  it('does not blame the line for the speed that was asked for', () => {
    const line: LineReport = {
      ...{ path: '/streams/native', handshakeMs: 1, readyMs: 1, httpStatus: null, error: null },
      ...{ messagesSent: 1, bytesSent: 1, textsHeard: 1, binariesHeard: 0, pingsHeard: 0 },
      ...{ closeCode: 1000, closeReason: '', protocol: { 'stream.rate-suspect': 1 } },
    };
    const report: CallReport = {
      ...{ protocol: 'native', callId: 'one', audioMs: 8_000, tookMs: 1_000, completed: true },
      ...{ faults: { loss: 0, jitter: 0, stall: 0, torn: 0, reorder: 0 }, lines: [line] },
    };
    expect(simulationText([report], 8)).toContain('stream.rate-suspect: Audio did not keep to the clock');
    expect(simulationText([report], 1)).toContain('compare sample rate and channel count');
  });

  it('says in words what it saw, and fails when it is refused', async () => {
    const pair = ['--customer', join(folder, 'mono.wav'), '--agent', join(folder, 'mono.wav')];
    const { status, out } = await run('--url', `${ingest.url}/streams/native`, '--token', 'wrong', ...pair);
    expect(status).toBe(1);
    expect(out).toContain('HTTP 401');
    expect(out).toContain('auth.token-invalid: This instance did not sign');
    expect(out).toContain('0 of 1 calls were answered');
  });

  it('says before the call that nobody is on it, and what a warning means', async () => {
    const call = ['--url', `${ingest.url}/streams/native`, '--token', await tokenFor(), '--speed', '20'];
    const file = ['--wav', join(folder, 'stereo.wav')];
    const { err, out } = await run(...call, ...file, '--no-notice');
    expect(err).toContain('--agent-id');
    expect(out).toContain('stream.notice-missing: ');
    expect((await run(...call, ...file, '--agent-id', 'ruth')).err).not.toContain('--agent-id');
  });

  it.each([
    [['--wav', 'mono.wav'], 'audio.file-unreadable'],
    [['--wav', 'absent.wav'], 'audio.file-missing'],
    [['--customer', 'mono.wav'], 'simulate.no-recording'],
    [['--wav', 'stereo.wav', '--protocol', 'audiohook', '--codec', 'pcma'], 'simulate.option-unknown'],
  ])('refuses %j with a code', async (options, code) => {
    const files = options.map((option) => (option.endsWith('.wav') ? join(folder, option) : option));
    const { status, err } = await run('--url', ingest.url, ...files);
    expect(status).toBe(2);
    expect(err).toContain(code);
  });

  it('teaches with its help', async () => {
    const { out } = await run('--help');
    expect(out).toContain('Examples:');
    for (const name of ['audiohook', 'twilio', 'telnyx', 'plivo', 'jambonz', 'asterisk', 'vonage', 'native'])
      expect(out).toContain(name);
  });
});
