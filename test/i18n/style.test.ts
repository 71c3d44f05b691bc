import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ERRORS } from '../../src/errors.js';
import { LANGUAGES, type Language } from '../../src/i18n/language.js';
import { catalogue, readAlongInChinese } from '../support/all-texts.js';
import { englishIn } from '../support/english-in.js';

const ROOT = new URL('../../', import.meta.url);
const STYLE = readFileSync(new URL('docs/style.md', ROOT), 'utf8');

/** The cells of a table under a heading of docs/style.md, without its two head rows. */
function tableUnder(heading: string): string[][] {
  const section = STYLE.split(`\n## ${heading}\n`)[1]!.split('\n## ')[0]!;
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const listed = (cell: string) => cell.split(';').map((phrase) => phrase.trim());
const terms = tableUnder('Terms');
const banned: Readonly<Record<Language, readonly string[]>> = {
  en: [
    ...terms.flatMap((row) => listed(row[3]!)),
    ...tableUnder('Phrases').flatMap((row) => listed(row[0]!)),
  ],
  'zh-CN': terms.flatMap((row) => listed(row[4]!)),
};

/** What people read outside the catalogue: documents, shipped settings, and the program's own strings. */
function readAlong(): ReadonlyMap<string, string> {
  const files = execFileSync(
    'git',
    ['ls-files', 'docs', 'deploy', 'README.md', 'src/cli', 'src/config', 'src/lab'],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  );
  const names = files.split('\n').filter((name) => /\.(md|ya?ml|ts)$/.test(name) && name !== 'docs/style.md');
  return new Map([
    ...names.map((name) => [name, readFileSync(new URL(name, ROOT), 'utf8')] as const),
    ...Object.entries(ERRORS).map(([code, { text }]) => [code, text] as const),
  ]);
}

function offences(texts: ReadonlyMap<string, string>, phrases: readonly string[]): string[] {
  return [...texts].flatMap(([path, text]) => {
    const flat = text.replace(/\s+/g, ' ').toLowerCase();
    return phrases.filter((phrase) => isIn(flat, phrase.toLowerCase())).map((phrase) => `${path}: ${phrase}`);
  });
}

/** The sentences that stand twice in one text. */
function repeated(text: string): string[] {
  const sentences = text.split(/(?<=[.!?])\s+|(?<=[。！？])/).filter((sentence) => sentence !== '');
  return sentences.filter((sentence, i) => sentences.indexOf(sentence) !== i);
}

/** Whole words where there are words. */
function isIn(text: string, phrase: string): boolean {
  const at = text.indexOf(phrase);
  if (at < 0) return false;
  if (!/^[\w ’'-]+$/.test(phrase)) return true;
  return new RegExp(`(?<![\\w-])${phrase}(?![\\w-])`).test(text);
}

describe('docs/style.md', () => {
  it('lists the terms that the product is made of', () => {
    expect(terms.map(([term]) => term)).toEqual(
      expect.arrayContaining([
        'strain',
        'hard call',
        'tense stretch',
        'exposure',
        'agent',
        'caller',
        'source',
        'connector',
      ]),
    );
    for (const row of terms) expect(row.every((cell) => cell !== '')).toBe(true);
  });

  it('finds an offence that is planted', () => {
    expect(offences(new Map([['a', 'No file is  to be\nhad. The worker']]), banned.en)).toEqual([
      'a: worker',
      'a: is to be had',
    ]);
    expect(offences(new Map([['a', '来电者']]), banned['zh-CN'])).toEqual(['a: 来电者']);
    expect(offences(new Map([['a', 'the framework mended']]), banned.en)).toEqual([]);
  });
});

/** The comments of the code, by file and line. */
function comments(): ReadonlyMap<string, string> {
  const files = execFileSync('git', ['ls-files', 'src', 'scripts', 'test'], { cwd: ROOT, encoding: 'utf8' });
  const names = files.split('\n').filter((name) => /\.(tsx?|css)$/.test(name));
  return new Map(
    names.flatMap((name) =>
      readFileSync(new URL(name, ROOT), 'utf8')
        .split('\n')
        .flatMap((line, i) => {
          const comment = /^\s*(?:\/\*\*?|\*|\/\/)\s?(.*)|\s\/\/\s(.*)$/.exec(line);
          return comment === null ? [] : [[`${name}:${i + 1}`, comment[1] ?? comment[2] ?? ''] as const];
        }),
    ),
  );
}

describe('The comments of the code', () => {
  const phrases = tableUnder('Comments in code').flatMap((row) => listed(row[0]!));

  it('are plain technical English', () => {
    const all = comments();
    expect(all.size).toBeGreaterThan(2_000);
    expect(offences(all, phrases)).toEqual([]);
  });

  it('would be found where they are not', () => {
    expect(offences(new Map([['a.ts:1', 'The coach begins anew.']]), phrases)).toEqual(['a.ts:1: anew']);
  });
});

describe('no text says a sentence twice', () => {
  it('in an error', () => {
    const twice = Object.entries(ERRORS).filter(([, { text }]) => repeated(text).length > 0);
    expect(twice.map(([code]) => code)).toEqual([]);
  });

  it.each(LANGUAGES)('in the catalogue in %s', async (language) => {
    const twice = [...(await catalogue(language))].filter(([, text]) => repeated(text).length > 0);
    expect(twice.map(([path]) => path)).toEqual([]);
  });

  it('finds one that is planted', () => {
    expect(repeated('It failed. Try again. Try again.')).toEqual(['Try again.']);
    expect(repeated('出错了。请重试。请重试。')).toEqual(['请重试。']);
  });
});

describe.each(LANGUAGES)('The catalogue in %s', (language) => {
  it('keeps to the terms', async () => {
    const texts = await catalogue(language);
    expect(texts.size).toBeGreaterThan(300);
    expect(offences(texts, banned[language])).toEqual([]);
  });

  it('has a word for everything that the other language says', async () => {
    const other = await catalogue(language === 'en' ? 'zh-CN' : 'en');
    const own = await catalogue(language);
    expect([...own.keys()].sort()).toEqual([...other.keys()].sort());
    expect([...own].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

it('Chinese texts hold no English words but names, units and code', async () => {
  const left = [...(await catalogue('zh-CN'))].flatMap(([path, text]) => {
    return englishIn(text, [/\{\w+\}/g]).length > 0 ? [`${path}: ${text}`] : [];
  });
  expect(left).toEqual([]);
});

describe('A number and what follows it', () => {
  /** In Chinese: no space before the per cent sign, one between a number and a Chinese character. */
  const CRAMPED = /[\d}]\s%|\d\p{Script=Han}|\p{Script=Han}\d/u;

  it('stand in Chinese as docs/style.md says', async () => {
    const texts = [...(await catalogue('zh-CN')), ...readAlongInChinese()];
    expect(texts.filter(([, text]) => CRAMPED.test(text))).toEqual([]);
  });

  it('stand in English with a space between', async () => {
    const cramped = [...(await catalogue('en'))].filter(([, text]) =>
      /[\d}](?:%|(?:dB|ms|min)\b)/.test(text),
    );
    expect(cramped).toEqual([]);
  });

  it('would be found where they do not', () => {
    for (const text of ['快 8 %', '快 {percent} %', '持续3 秒', '3秒']) expect(text).toMatch(CRAMPED);
    for (const text of ['快 8%，3 秒', '从 10 到 20%']) expect(text).not.toMatch(CRAMPED);
  });
});

it('English texts hold no Chinese', async () => {
  expect([...(await catalogue('en'))].filter(([, text]) => /\p{Script=Han}/u.test(text))).toEqual([]);
});

it('What people read outside the catalogue keeps to the terms and phrases', () => {
  expect(offences(readAlong(), banned.en)).toEqual([]);
});

it('What people read in Chinese outside the catalogue keeps to the terms', () => {
  const texts = readAlongInChinese();
  expect(texts.size).toBeGreaterThan(400);
  expect(offences(texts, banned['zh-CN'])).toEqual([]);
});

it('Every error says more than what is wrong, or names the setting, page or command that helps', () => {
  const bare = Object.entries(ERRORS).filter(
    ([, { text, close }]) => close !== 1000 && !/[:.;,] \S|`|docs\/|\w+\.\w+/.test(text),
  );
  expect(bare.map(([code]) => code)).toEqual([]);
});
