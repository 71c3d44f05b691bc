import type { Page } from 'playwright-core';
import type { Language } from '../../src/i18n/language.js';
import { type ExposureTexts, exposureTexts } from '../../src/i18n/texts/exposure-texts.js';
import type { Absence, ExposureReport } from '../../src/wellbeing/exposure/exposure-routes.js';
import { startLeadSite } from '../../test/support/lead-site.js';
import { PAGE_HEIGHTS, type Scene, type SceneSet } from './scene.js';

/** The lead's page with a made-up centre, with everything unfolded, with what is hidden, and without anything. */
export const LEAD_SET: SceneSet = {
  name: 'lead',
  heights: PAGE_HEIGHTS,
  scrolls: true,
  async open() {
    const site = await startLeadSite();
    const show = async (page: Page, role: 'lead' | 'agent' | null) => {
      const fragment = role === null ? '' : `#token=${await site.token(role, 'lea')}`;
      await page.goto(`${site.url}/exposure${fragment}`);
    };
    const text = (read: (texts: ExposureTexts) => readonly string[]) => (language: Language) =>
      read(exposureTexts[language]);
    const scenes: Scene[] = [
      {
        name: 'weeks',
        fresh: true,
        async enter({ page }) {
          await show(page, 'lead');
          await page.locator('#quality').waitFor();
        },
        words: text(({ title, intro, heatMap, changes, drives, trend, comparison, recovery, quality }) => [
          title,
          intro,
          heatMap,
          changes,
          drives,
          trend,
          comparison,
          recovery,
          quality,
        ]),
      },
      {
        name: 'unfolded',
        fresh: false,
        async enter({ page }) {
          const folded = page.locator('.fold[aria-expanded="false"]').filter({ visible: true });
          while ((await folded.count()) > 0) await folded.first().click();
          await page.evaluate(() => {
            for (const details of document.querySelectorAll('details')) details.open = true;
          });
          await page.locator('#heat-map table').waitFor();
        },
        words: text(({ month, teams, print, exportCsv, formula, caveat }) => [
          month,
          teams,
          print,
          exportCsv,
          formula,
          caveat,
        ]),
      },
      {
        name: 'hidden-and-pending',
        fresh: true,
        async enter({ page }) {
          await answerWith(page, withGaps);
          await show(page, 'lead');
          await page.locator('#trend .gap-pending').first().waitFor({ state: 'attached' });
        },
      },
      {
        name: 'nothing-published',
        fresh: true,
        async enter({ page, language }) {
          await answerWith(page, (report) => ({
            ...report,
            coverage: { shown: 0, suppressed: 0, pending: 4 },
          }));
          await show(page, 'lead');
          await page.getByText(exposureTexts[language].nothingYet.slice(0, 12)).waitFor();
        },
        words: text(({ nothingYet }) => [nothingYet.replace('{k}', '10')]),
      },
      {
        name: 'an-agents-sign-in',
        fresh: true,
        enter: ({ page }) => show(page, 'agent'),
        words: text(({ notForYou }) => [notForYou]),
      },
      {
        name: 'signed-out',
        fresh: true,
        enter: ({ page }) => show(page, null),
        words: text(({ needsToken }) => [needsToken]),
      },
      {
        name: 'failed',
        fresh: true,
        async enter({ page }) {
          await page.route('**/v1/exposure/report*', (route) => route.abort());
          await show(page, 'lead');
          await page.getByRole('alert').waitFor();
        },
        words: text(({ unreachable, tryAgain }) => [unreachable, tryAgain]),
      },
    ];
    return { scenes, stop: () => site.stop() };
  },
};

async function answerWith(page: Page, change: (report: ExposureReport) => ExposureReport): Promise<void> {
  await page.route('**/v1/exposure/report*', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: change((await answer.json()) as ExposureReport) });
  });
}

/** One week not published, one hidden, one hour without calls. */
function withGaps(report: ExposureReport): ExposureReport {
  const all = (value: Absence) =>
    Object.fromEntries(Object.keys(report.totals).map((measure) => [measure, value]));
  const trend = report.trend.map((point, index) =>
    index < 2 ? { ...point, measures: all(index === 0 ? 'pending' : 'hidden') } : point,
  );
  const first = report.heatMap.findIndex((cell) => typeof cell === 'object');
  const heatMap = report.heatMap.map((cell, hour) => (hour === first + 1 ? 'no-calls' : cell));
  return { ...report, trend, heatMap } as ExposureReport;
}
