import type { Page } from 'playwright-core';
import type { Language } from '../../src/i18n/language.js';
import { callTimelineTexts } from '../../src/i18n/texts/call-timeline-texts.js';
import { type MyCallsTexts, myCallsTexts } from '../../src/i18n/texts/my-calls-texts.js';
import { startMyCallsSite } from '../../test/support/my-calls-site.js';
import { PAGE_HEIGHTS, type Scene, type SceneSet } from './scene.js';

/** The agent's own calls. Every question is answered with "keep": the scenes take nothing from one another. */
export const MY_CALLS_SET: SceneSet = {
  name: 'my-calls',
  heights: PAGE_HEIGHTS,
  scrolls: true,
  async open() {
    const site = await startMyCallsSite();
    const show = async (page: Page, token: string) => {
      await page.goto(`${site.url}/my-calls.html${token === '' ? '' : `#token=${token}`}`);
      await page.locator('.page-head h1, main h1').first().waitFor();
    };
    const text = (read: (texts: MyCallsTexts) => readonly string[]) => (language: Language) =>
      read(myCallsTexts[language]);
    const scenes: Scene[] = [
      {
        name: 'calls',
        fresh: true,
        async enter({ page }) {
          await show(page, 'agent:acme:ana');
          await page.locator('.trend').first().waitFor();
        },
        words: text(({ title, intro, trends, trendsNote, checkIn }) => [
          title,
          intro,
          trends,
          trendsNote,
          checkIn,
        ]),
      },
      {
        name: 'call-opened',
        fresh: false,
        async enter({ page, language }) {
          const call = page.locator('.call').first();
          await call.getByText(callTimelineTexts[language].open).click();
          await call.locator('.timeline-moments li').first().waitFor();
        },
      },
      {
        name: 'why-and-counted',
        fresh: false,
        async enter({ page, language }) {
          await page.locator('.call .why-ask').first().click();
          for (const counted of await page.locator('.trend').getByText(myCallsTexts[language].counted).all())
            await counted.click();
          await page.locator('.trend').getByText(myCallsTexts[language].asTable).first().click();
        },
        words: text(({ measures }) => Object.values(measures).map(({ formula }) => formula)),
      },
      {
        name: 'delete-asks',
        fresh: false,
        async enter({ page, language }) {
          await page.getByRole('button', { name: myCallsTexts[language].deleteCall }).first().click();
          await page.locator('.ask').waitFor();
        },
        words: text(({ deleteCallAsk, deleteYes, keep }) => [deleteCallAsk, deleteYes, keep]),
      },
      {
        name: 'delete-everything-asks',
        fresh: false,
        async enter({ page, language }) {
          await page.getByRole('button', { name: myCallsTexts[language].keep }).click();
          await page.getByRole('button', { name: myCallsTexts[language].deleteAll }).click();
          await page.locator('.ask').waitFor();
        },
        words: text(({ deleteAllAsk }) => [deleteAllAsk]),
      },
      {
        name: 'one-day',
        fresh: false,
        async enter({ page, language }) {
          await page.getByRole('button', { name: myCallsTexts[language].keep }).click();
          const days = page.getByLabel(myCallsTexts[language].findDay);
          await days.selectOption({ index: 3 });
          await page.locator('.call-day').nth(1).waitFor({ state: 'detached' });
        },
      },
      {
        name: 'no-calls',
        fresh: true,
        async enter({ page, language }) {
          await show(page, 'agent:acme:noor');
          await page.getByText(myCallsTexts[language].none).waitFor();
        },
      },
      {
        name: 'signed-out',
        fresh: true,
        enter: ({ page }) => show(page, ''),
        words: text(({ signedOut }) => [signedOut.never]),
      },
      {
        name: 'failed',
        fresh: true,
        async enter({ page, language }) {
          await page.route('**/v1/my/calls*', (route) => route.abort());
          await show(page, 'agent:acme:ana');
          await page.getByText(myCallsTexts[language].failed).waitFor();
        },
        words: text(({ retry }) => [retry]),
      },
    ];
    return { scenes, stop: () => site.stop() };
  },
};
