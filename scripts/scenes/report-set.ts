import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DEMO_CALL_PATH } from '../../src/app/package-root.js';
import { LANGUAGES, type Language } from '../../src/i18n/language.js';
import { reportTexts } from '../../src/i18n/texts/report-texts.js';
import { longCallReport } from '../../test/support/long-call-report.js';
import { PAGE_HEIGHTS, type Scene, type SceneSet } from './scene.js';

/** What `replay --report` writes: one run, its table, two runs side by side, and a long call. */
export const REPORT_SET: SceneSet = {
  name: 'report',
  heights: PAGE_HEIGHTS,
  scrolls: true,
  async open() {
    const folder = mkdtempSync(join(tmpdir(), 'evenkeel-report-'));
    const replay = (language: Language, ...options: readonly string[]) => {
      const command = ['--import', 'tsx', 'src/cli/cli.ts', '--quiet'];
      return execFileSync(
        process.execPath,
        [...command, 'replay', '--language', language, DEMO_CALL_PATH, ...options],
        {
          encoding: 'utf8',
          maxBuffer: 64_000_000,
        },
      );
    };
    const before = join(folder, 'before.jsonl');
    writeFileSync(before, replay('en', '--json'));
    const file = (language: Language, name: string) => join(folder, `${name}-${language}.html`);
    for (const language of LANGUAGES) {
      replay(language, '--report', file(language, 'one'));
      replay(language, '--report', file(language, 'two'), '--compare', before);
    }
    const scenes: Scene[] = [
      {
        name: 'one-run',
        fresh: true,
        async enter({ page, language }) {
          await page.goto(pathToFileURL(file(language, 'one')).href);
          await page.locator('.lanes svg').first().waitFor();
          const plot = (await page.locator('.axis .plot').boundingBox())!;
          await page.mouse.move(plot.x + plot.width * 0.6, plot.y + 60);
        },
        words: (language) => [reportTexts[language].cues, reportTexts[language].zoom],
      },
      {
        name: 'as-a-table',
        fresh: false,
        async enter({ page }) {
          await page.locator('details > summary').last().click();
          await page.locator('details table').waitFor();
        },
      },
      {
        name: 'two-runs',
        fresh: true,
        async enter({ page, language }) {
          await page.goto(pathToFileURL(file(language, 'two')).href);
          await page.locator('.lanes svg').first().waitFor();
        },
      },
      {
        name: 'long-call',
        fresh: true,
        enter: ({ page, language }) => page.setContent(longCallReport(language)),
        words: (language) => [reportTexts[language].moreCues.replace('{count}', '12')],
      },
    ];
    return { scenes, stop: async () => rmSync(folder, { recursive: true, force: true }) };
  },
};
