import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lacks } from '../support/requirements.js';
import { DocumentShell, shellLines } from './document-shell.js';

const README = readFileSync('README.md', 'utf8');

describe.skipIf(lacks('ffmpeg'))('the README', () => {
  let shell: DocumentShell;
  beforeAll(async () => {
    shell = await DocumentShell.open();
  });
  afterAll(() => shell.close());

  it('names commands that work as they stand, in order', async () => {
    expect(shellLines(README).length).toBeGreaterThan(5);
    const text = await shell.run(README);
    expect(text).toContain('One slow breath');
    expect(text).toMatch(/^The page, good once and for ten minutes: http:/m);
    expect(readFileSync(join(shell.folder, 'call.html'), 'utf8')).toContain('<svg');
    expect(readFileSync(join(shell.folder, 'call.csv'), 'utf8')).toContain('call.mp3,cue,breath,');
  }, 240_000);

  it('prints figures that the model’s card has', () => {
    const card = readFileSync('models/MODEL_CARD.md', 'utf8');
    const table = README.slice(README.indexOf('## How good it is'), README.indexOf('**May I use it?**'));
    const figures = table.match(/0\.\d{3}/g) ?? [];
    expect(figures.length).toBe(16);
    for (const figure of figures) expect(card).toContain(figure);
  });
});

describe('links in the documents', () => {
  const files = execFileSync('git', ['ls-files', '*.md', 'llms.txt']).toString().trim().split('\n');

  it.each(files.filter((file) => existsSync(file)))('of %s lead somewhere', (file) => {
    const text = readFileSync(file, 'utf8').replaceAll(/```[\s\S]*?```/g, '');
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map(
      ([, one, two]) => one ?? two!,
    );
    for (const target of targets) {
      if (/^[a-z]+:/.test(target) || target.startsWith('#')) continue;
      const path = join(dirname(file), decodeURI(target.split('#', 1)[0]!));
      expect(existsSync(path), `${file}: ${target}`).toBe(true);
    }
  });
});

describe('llms.txt', () => {
  it('names every page of the documentation', () => {
    const pages = ['docs', 'docs/tutorials']
      .flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`))
      .filter((page) => page.endsWith('.md') && page !== 'docs/tutorials/README.md');
    const index = readFileSync('llms.txt', 'utf8');
    expect(pages.length).toBeGreaterThan(20);
    expect(pages.filter((page) => !index.includes(`](${page})`))).toEqual([]);
  });
});
