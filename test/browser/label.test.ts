import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeWav } from '../../src/core/audio/wav.js';
import { keepPicture, openBrowser } from '../support/browser.js';
import { buzzingVoice } from '../support/buzzing-voice.js';
import { CommandLine } from '../support/command-line.js';
import { lacks } from '../support/requirements.js';

describe.skipIf(lacks('browser'))('the page for labelling', () => {
  let browser: Browser;
  let folder = '';
  let command: CommandLine;
  let address = '';
  let windows = 0;
  const labels = () => join(folder, 'LABELS.tsv');

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'evenkeel-label-'));
    const voice = (f0Hz: number) =>
      buzzingVoice({ durationMs: 20_000, startMs: 0, onMs: 1500, offMs: 300, f0Hz });
    writeFileSync(join(folder, 'call.wav'), writeWav(8000, [voice(140), voice(210)]));
    writeFileSync(join(folder, 'mixed.wav'), writeWav(8000, [voice(140)]));
    const options = ['--out', labels(), '--model', 'prosody', '--no-open'];
    command = new CommandLine(['label', folder, ...options]);
    const printed = await command.printed(/(\d+) windows to label: (\S+)/);
    [windows, address] = [Number(printed[1]), printed[2]!];
    browser = await openBrowser(['--autoplay-policy=no-user-gesture-required']);
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    await command.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function begin(rater: string): Promise<Page> {
    const page = await (await browser.newContext({ viewport: { width: 800, height: 700 } })).newPage();
    await page.goto(address);
    await page.getByLabel('Your name or initials').fill(rater);
    await page.getByRole('button', { name: 'Begin' }).click();
    await page.getByRole('status').getByText('call.wav, from').waitFor();
    return page;
  }

  const left = (page: Page, count: number) => page.getByText(`${count} windows left for you.`).waitFor();
  const seconds = (page: Page) =>
    page.locator('audio').evaluate(
      (audio: HTMLAudioElement) =>
        new Promise<number>((resolve) => {
          if (audio.readyState > 0) resolve(audio.duration);
          else audio.addEventListener('loadedmetadata', () => resolve(audio.duration));
        }),
    );

  it('takes two people through the windows and says how far they agree', async () => {
    await command.printed(/label\.mono.*mixed\.wav/);
    const anna = await begin('anna');
    await left(anna, windows);
    expect(await seconds(anna)).toBe(3);
    await anna.getByText('No window has two raters yet.').waitFor();
    const { violations } = await new AxeBuilder({ page: anna }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
    await keepPicture(anna, 'label');
    for (let heard = 1; heard <= windows; heard++) {
      await anna.keyboard.press(['1', '3'][heard - 1] ?? '5');
      await left(anna, windows - heard);
    }
    await anna.getByText('You have heard every window.').waitFor();
    const ben = await begin('ben');
    await ben.getByText(`${windows} windows wait for a second rater.`).waitFor();
    await ben.getByRole('button', { name: 'Angry' }).click();
    await ben.getByText('Two raters agree on 100 % of 1 windows').waitFor();
    await ben.getByRole('button', { name: 'Anxious' }).click();
    await ben.getByText('Two raters agree on 50 % of 2 windows').waitFor();
    expect(readFileSync(labels(), 'utf8').trim().split('\n')).toEqual([
      'call\trole\tstart_s\tend_s\tlabel\traters',
      expect.stringMatching(/^call\.wav\tcustomer\t.*\tangry\t2$/),
    ]);
  });

  it('counts a key that is held as one answer', async () => {
    const cleo = await begin('cleo');
    const open = windows - 2;
    await left(cleo, open);
    await cleo.keyboard.down('4');
    await cleo.keyboard.down('4');
    await cleo.keyboard.up('4');
    await left(cleo, open - 1);
    const answers = readFileSync(join(folder, 'LABELS.ratings.tsv'), 'utf8').split('\n');
    expect(answers.filter((line) => line.includes('\tcleo\t'))).toHaveLength(1);
  });
});
