import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { readWav, writeWav } from '../../../src/core/audio/wav.js';
import { ProsodyClassifier } from '../../../src/core/classifier/prosody-classifier.js';
import { LabelServer } from '../../../src/lab/labelling/label-server.js';
import { labelWindows } from '../../../src/lab/labelling/label-windows.js';
import { type Rated, Ratings } from '../../../src/lab/labelling/ratings.js';
import { buzzingVoice } from '../../support/buzzing-voice.js';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'evenkeel-label-'));
  closing.push(() => rm(path, { recursive: true }));
  return path;
}

const customer = buzzingVoice({
  durationMs: 14_000,
  startMs: 0,
  onMs: 1500,
  offMs: 300,
  f0Hz: 140,
  raisedFromMs: 9000,
});
const agent = buzzingVoice({ durationMs: 14_000, startMs: 0, onMs: 900, offMs: 200, f0Hz: 210 });

async function recording(name: string, channels: readonly Float32Array[]): Promise<string> {
  const path = join(await folder(), name);
  await writeFile(path, writeWav(8000, channels));
  return path;
}

describe('the windows to label', () => {
  it('are of the customer alone, apart from one another, the most uncertain first', async () => {
    const windows = await labelWindows(
      await recording('call.wav', [customer, agent]),
      new ProsodyClassifier(),
    );
    expect(windows.length).toBeGreaterThan(2);
    const uncertain = windows.map(({ uncertainty }) => uncertainty);
    expect(uncertain).toEqual([...uncertain].sort((a, b) => b - a));
    for (const { startS, endS, samples } of windows) {
      expect([endS - startS, samples.length]).toEqual([3, 24_000]);
      const heard = customer.slice(startS * 8000, endS * 8000);
      expect(Math.max(...samples.map((value, i) => Math.abs(value - heard[i]!)))).toBeLessThan(1e-3);
    }
    const starts = windows.map(({ startS }) => startS).sort((a, b) => a - b);
    expect(starts.every((at, i) => i === 0 || at - starts[i - 1]! >= 3)).toBe(true);
  });

  it('are not taken from a channel that may hold both voices', async () => {
    const mixed = await recording('mixed.wav', [customer]);
    await expect(labelWindows(mixed, new ProsodyClassifier())).rejects.toMatchObject({
      code: 'label.mono',
      message: expect.stringContaining('mixed.wav'),
    });
  });
});

const rated = (rater: string, startS: number, label: Rated['label']): Rated => ({
  call: 'call.wav',
  startS,
  endS: startS + 3,
  rater,
  label,
});

describe('ratings', () => {
  it('become labels where two raters agree, and survive an interruption', async () => {
    const labels = join(await folder(), 'LABELS.tsv');
    const first = await Ratings.open(labels);
    for (const one of [rated('anna', 0, 'angry'), rated('anna', 3, 'neutral'), rated('anna', 6, 'unclear')])
      first.rate(one);
    expect([first.waiting, first.agreement()]).toEqual([3, null]);
    expect((await readFile(labels, 'utf8')).trim().split('\n')).toHaveLength(1);
    const second = await Ratings.open(labels);
    for (const one of [rated('ben', 0, 'angry'), rated('ben', 3, 'angry'), rated('ben', 6, 'unclear')])
      second.rate(one);
    expect(await readFile(labels, 'utf8')).toBe(
      'call\trole\tstart_s\tend_s\tlabel\traters\ncall.wav\tcustomer\t0\t3\tangry\t2\n',
    );
    const { both, share, kappa } = second.agreement()!;
    expect([both, share, kappa]).toEqual([3, 2 / 3, expect.closeTo(0.5, 9)]);
  });

  it('let a rater change their mind, without counting as two', async () => {
    const labels = join(await folder(), 'LABELS.tsv');
    const ratings = await Ratings.open(labels);
    ratings.rate(rated('anna', 0, 'angry'));
    ratings.rate(rated('anna', 0, 'neutral'));
    expect(ratings.of({ call: 'call.wav', startS: 0 })).toEqual([rated('anna', 0, 'neutral')]);
    expect(ratings.waiting).toBe(1);
  });

  it('name the line of an answer that cannot be read', async () => {
    const labels = join(await folder(), 'LABELS.tsv');
    await writeFile(
      labels.replace('.tsv', '.ratings.tsv'),
      'call\tstart_s\tend_s\trater\tlabel\ncall.wav\t0\t3\tanna\tangry\ncall.wav\t3\t6\tanna\tcross\n',
    );
    await expect(Ratings.open(labels)).rejects.toMatchObject({
      code: 'table.cell-unreadable',
      message: expect.stringContaining('LABELS.ratings.tsv:3'),
    });
  });
});

describe('the page for labelling', () => {
  async function serving() {
    const windows = await labelWindows(
      await recording('call.wav', [customer, agent]),
      new ProsodyClassifier(),
    );
    const labels = join(await folder(), 'LABELS.tsv');
    const server = new LabelServer({ windows, ratings: await Ratings.open(labels), language: 'en', port: 0 });
    const address = await server.listen();
    closing.push(() => server.close());
    const next = async (rater: string) =>
      (await (await fetch(`${address}next?rater=${rater}`)).json()) as {
        window: { id: string; startS: number } | null;
        left: number;
        agreement: { share: number } | null;
      };
    const rate = (body: unknown, type = 'application/json') =>
      fetch(`${address}rate`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: JSON.stringify(body),
      });
    return { windows, labels, address, next, rate };
  }

  it('takes two raters through the windows, and writes what they agree on', async () => {
    const { windows, labels, next, rate, address } = await serving();
    const page = await fetch(address);
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'none'/);
    expect(await page.text()).toContain('How does the caller sound?');
    const first = (await next('anna')).window!;
    expect(first.id).toBe(windows[0]!.id);
    const audio = readWav(new Uint8Array(await (await fetch(`${address}audio/${first.id}`)).arrayBuffer()));
    expect([audio.channels.length, audio.channels[0]!.length]).toEqual([1, 24_000]);
    await rate({ id: first.id, rater: 'anna', label: 'angry' });
    expect((await next('anna')).window!.id).toBe(windows[1]!.id);
    // What one has heard comes first for the other, so that labels become whole.
    expect((await next('ben')).window!.id).toBe(first.id);
    await rate({ id: first.id, rater: 'ben', label: 'angry' });
    const after = await next('ben');
    expect([after.left, after.agreement?.share]).toEqual([windows.length - 1, 1]);
    expect(await readFile(labels, 'utf8')).toContain(`call.wav\tcustomer\t${first.startS}\t`);
  });

  it('refuses what is not an answer, and whoever does not know its address', async () => {
    const { windows, rate, address } = await serving();
    const { id } = windows[0]!;
    const statuses = await Promise.all([
      rate({ id, rater: 'anna', label: 'cross' }),
      rate({ id, rater: 'a\tb', label: 'angry' }),
      rate({ id: 'absent', rater: 'anna', label: 'angry' }),
      rate({ id, rater: 'anna', label: 'angry' }, 'text/plain'),
      rate({ id, rater: 'a'.repeat(2000), label: 'angry' }),
      fetch(new URL('/next?rater=anna', address)),
      fetch(`${address}audio/absent`),
      fetch(address, { method: 'DELETE' }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([400, 400, 404, 415, 413, 404, 404, 405]);
    const foreign = await new Promise<number | undefined>((resolve, reject) => {
      request(address, { headers: { host: 'attacker.example' } }, (response) =>
        resolve(response.resume().statusCode),
      )
        .on('error', reject)
        .end();
    });
    expect(foreign).toBe(404);
  });
});
