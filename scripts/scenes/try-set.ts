import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import { readWav, writeWav } from '../../src/core/audio/wav.js';
import type { Language } from '../../src/i18n/language.js';
import { type TryTexts, tryTexts } from '../../src/i18n/texts/try-texts.js';
import { startApp } from '../../test/support/running-app.js';
import { PAGE_HEIGHTS, type Scene, type SceneSet } from './scene.js';

/** The first page of a visitor, from nothing heard to a call that runs. */
export const TRY_SET: SceneSet = {
  name: 'try',
  heights: PAGE_HEIGHTS,
  scrolls: true,
  async open() {
    const site = await startApp({ desktop: { tryPage: true } });
    const show = async (page: Page, role: 'source' | 'agent' | null) => {
      const fragment = role === null ? '' : `#token=${await site.token(role, 'line-test')}`;
      await page.goto(`${site.url}/try.html${fragment}`);
      await page.locator('h1').waitFor();
    };
    const text = (read: (texts: TryTexts) => readonly string[]) => (language: Language) =>
      read(tryTexts[language]);
    const scenes: Scene[] = [
      {
        name: 'signed-out',
        fresh: true,
        enter: ({ page }) => show(page, null),
        words: text(({ needsToken }) => [needsToken]),
      },
      {
        name: 'an-agents-sign-in',
        fresh: true,
        async enter({ page }) {
          await show(page, 'agent');
          await page.locator('.said').first().waitFor();
        },
      },
      {
        name: 'ready',
        fresh: true,
        async enter({ page, language }) {
          await show(page, 'source');
          await page.getByRole('button', { name: tryTexts[language].demo }).waitFor();
        },
        words: text(({ title, intro, demo, microphone, lanes: { emotion, ...lanes }, keys, noCues }) => [
          title,
          intro,
          demo,
          microphone,
          ...Object.values(lanes),
          ...Object.values(keys),
          noCues,
        ]),
      },
      {
        name: 'one-channel',
        fresh: false,
        async enter({ page }) {
          await page.locator('input[type=file]').setInputFiles({
            name: 'both.wav',
            mimeType: 'audio/wav',
            buffer: mixedCall(),
          });
          await page.locator('.try-layout').waitFor();
        },
        words: text(({ oneChannel, layouts }) => [
          oneChannel.replace('{name}', 'both.wav'),
          layouts.caller,
          layouts.mixed,
        ]),
      },
      {
        name: 'not-audio',
        fresh: false,
        async enter({ page, language }) {
          await page.locator('input[type=file]').setInputFiles('package.json');
          await page.getByText(tryTexts[language].unreadable).waitFor();
        },
      },
      {
        name: 'playing',
        fresh: true,
        async enter({ page, language }) {
          await show(page, 'source');
          await page.getByRole('button', { name: tryTexts[language].demo }).click();
          await page.locator('path.live-line').first().waitFor({ state: 'attached' });
          await page.waitForFunction(
            () => (document.querySelector('path.live-evidence')?.getAttribute('d') ?? '') !== '',
          );
        },
        words: text(({ stop, layouts }) => [stop, layouts['caller-left'], layouts['caller-right']]),
      },
    ];
    return { scenes, stop: () => site.stop() };
  },
};

/** The demo call with both sides added up on one channel. */
function mixedCall(): Buffer {
  const { sampleRateHz, channels } = readWav(readFileSync(DEMO_CALL_PATH));
  const [left, right] = channels;
  return Buffer.from(writeWav(sampleRateHz, [left!.map((sample, at) => (sample + right![at]!) / 2)]));
}
