import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let site = '';
let said = '';
let pages: readonly string[] = [];

beforeAll(async () => {
  site = mkdtempSync(join(tmpdir(), 'evenkeel-site-'));
  const build = ['node_modules/vitepress/bin/vitepress.js', 'build', 'docs', '--outDir', site];
  said = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, build, (error, out, err) =>
      error === null ? resolve(out + err) : reject(new Error(out + err)),
    );
  });
  pages = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.html') && name !== '404.html' && !/\/examples\/(?!index)/.test(name),
  );
}, 240_000);
afterAll(() => rmSync(site, { recursive: true, force: true }));

const textOf = (page: string) => readFileSync(join(site, page), 'utf8');
const valuesOf = (page: string, attribute: string) =>
  [...textOf(page).matchAll(new RegExp(`\\s${attribute}="([^"]*)"`, 'g'))].map(([, value]) => value!);

/** Where a link of a page leads, as a static server answers it. */
function targetOf(page: string, href: string): { readonly file: string; readonly anchor: string } {
  const [path = '', anchor = ''] = href.split('#', 2);
  const whole = path.startsWith('/')
    ? path.slice(1)
    : posix.join(posix.dirname(page), path || posix.basename(page));
  const plain = decodeURI(whole);
  const isFolder = plain === '' || plain === '.' || plain.endsWith('/');
  return { file: isFolder ? posix.join(plain, 'index.html') : plain, anchor: decodeURIComponent(anchor) };
}

describe('the documentation site', () => {
  it('is built without a complaint, every document of the guides a page', () => {
    expect(said).toContain('build complete');
    expect(said).not.toMatch(/error|dead link/i);
    const documents = readdirSync('docs', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.md') && !name.startsWith('.vitepress'))
      .map((name) => join('docs', name.replace(/README\.md$/, 'index.md').replace(/\.md$/, '.html')));
    for (const document of documents) expect.soft(pages).toContain(document);
  });

  it('has no link that leads nowhere, and no anchor that is not there', () => {
    const ids = new Map(pages.map((page) => [page, new Set(valuesOf(page, 'id'))]));
    let followed = 0;
    for (const page of pages)
      for (const href of new Set(valuesOf(page, 'href'))) {
        if (/^[a-z]+:/.test(href)) continue;
        const { file, anchor } = targetOf(page, href);
        expect.soft(existsSync(join(site, file)), `${page}: ${href}`).toBe(true);
        if (anchor !== '' && ids.has(file))
          expect.soft(ids.get(file)?.has(anchor), `${page}: ${href}`).toBe(true);
        followed++;
      }
    expect(followed).toBeGreaterThan(500);
  });

  it('loads nothing from elsewhere, so that it works offline', () => {
    for (const page of pages) {
      for (const src of valuesOf(page, 'src')) expect.soft(src, page).toMatch(/^(\/|data:)/);
      expect.soft(textOf(page)).not.toMatch(/<link[^>]+href="https?:/);
    }
  });

  it('is searched in the browser, English and Chinese apart', () => {
    const chunks = readdirSync(join(site, 'assets/chunks'));
    expect(chunks.some((name) => name.startsWith('@localSearchIndexroot'))).toBe(true);
    const chinese = chunks.find((name) => name.startsWith('zh-CN'))!;
    const text = readFileSync(join(site, 'assets/chunks', chinese), 'utf8');
    expect(text).toContain('坐');
    expect(textOf('docs/zh-CN/panel.html')).toContain('lang="zh-CN"');
  });
});
