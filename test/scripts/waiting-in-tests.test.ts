import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('the linter, on a test that waits for time or not at all', () => {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'timers-'));
    for (const path of ['biome.json', 'scripts/lint']) cpSync(path, join(root, path), { recursive: true });
    mkdirSync(join(root, 'test'));
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  function passes(text: string): boolean {
    writeFileSync(join(root, 'test/planted.test.ts'), text);
    const { status } = spawnSync(resolve('node_modules/.bin/biome'), ['lint', '--vcs-enabled=false', '.'], {
      cwd: root,
    });
    return status === 0;
  }

  it.each([
    ['by its name', 'setTimeout(() => {}, 5);\n'],
    ['through the global object', 'globalThis.setTimeout(() => {}, 5);\n'],
    ['through the global object of Node.js', "global['setTimeout'](() => {}, 5);\n"],
    [
      'under another name',
      'const { setTimeout: later } = globalThis;\nexport const at = later(() => {}, 5);\n',
    ],
    [
      'from the module of timers',
      "import { setTimeout as later } from 'timers';\n\nexport const at = later(() => {}, 5);\n",
    ],
    [
      'as a promise',
      "import { setTimeout as later } from 'node:timers/promises';\n\nexport const at = later(5);\n",
    ],
    ['of the browser', 'export const at = (page: Page) => page.waitForTimeout(5);\n'],
  ])('refuses a timer %s', (_how, text) => {
    expect(passes(text)).toBe(false);
  });

  it('lets a turn of the event loop pass', () => {
    expect(
      passes("import { setImmediate } from 'node:timers/promises';\n\nexport const turn = setImmediate();\n"),
    ).toBe(true);
  });

  it.each([
    ["expect(await page.locator('.call').count()).toBe(1);\n", false],
    ["expect((await page.locator('.call').allTextContents()).length).toBe(1);\n", false],
    ["expect(await button.getAttribute('aria-pressed')).not.toBe('true');\n", false],
    ['expect(await button.isVisible()).toBe(true);\n', false],
    ["await expect.poll(() => page.locator('.call').count()).toBe(1);\n", true],
    ['expect(await call()).toBe(1);\n', true],
  ])('on what is asked of a page once, at once: %s', (text, isFine) => {
    expect(passes(`${text}export {};\n`)).toBe(isFine);
  });
});
