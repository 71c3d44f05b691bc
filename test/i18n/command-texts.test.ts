import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { inLanguage } from '../../src/i18n/cli/in-language.js';
import { readAlongInChinese } from '../support/all-texts.js';
import { CODE_IN_CHINESE } from '../support/code-in-chinese.js';
import { englishIn } from '../support/english-in.js';

const ROOT = new URL('../../', import.meta.url);

/** Pieces that a sentence is put together from; the whole sentence is in the catalogue. */
const PIECES = new Set([
  'ahead of',
  "The instance's clock is 7 s 7 this machine's: signed platforms are refused while it is wrong. Set it by NTP.",
  'is read by the wrong companding law: µ-law and A-law are confused. Set the same codec on both sides.',
  'has its bytes in the wrong order: 16-bit samples must be little-endian.',
  'does not sound like speech as it is decoded: compare codec and channel count on both sides.',
  ', faintly: a louder line is judged better',
  'The 7 is heard7.',
  "The platform's time of the 7 is 7: the audio is placed where it arrives.",
  '7: 7 stretches of 7 calls; log loss on calls left out ',
  'reels of sounds that raise a cue: 7; cries of pain and crying: 7; synthetic: 7',
  '7 in 7 h = 7 per hour7',
  '7 false tense stretches in 7 h = 7 per hour7, 7 cues',
  'sure of 7 of the clips, right in 7 of those',
  'The chain holds: 7 entries checked7.',
  ', up to 7 (7)',
  '7: 7 agents in 7 teams ',
  'Would import',
  'the default configuration',
  'what the line suffers: 7',
  ' (7 not as they should)',
  // Names and code
  'Application Support',
  'npx evenkeel',
]);

/** The strings of a file that hold at least two English words in a row, with 7 for what is put in. */
function sentencesOf(name: string): readonly string[] {
  const source = ts.createSourceFile(
    name,
    readFileSync(new URL(name, ROOT), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    const text =
      ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)
        ? node.text
        : ts.isTemplateExpression(node)
          ? node.head.text + node.templateSpans.map(({ literal }) => `7${literal.text}`).join('')
          : '';
    // Longer texts are helps and scripts, which have tests of their own.
    if (/[A-Za-z]{2,} [A-Za-z]{2,}/.test(text) && !text.trim().includes('\n')) found.push(text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('What commands say', () => {
  it('is known in Chinese, whichever command says it', () => {
    const names = execFileSync('git', ['ls-files', 'src/cli'], { cwd: ROOT, encoding: 'utf8' })
      .split('\n')
      .filter((name) => name.endsWith('.ts') && !name.startsWith('src/cli/init/'));
    const said = names.flatMap((name) => sentencesOf(name).map((text) => ({ name, text })));
    expect(said.length).toBeGreaterThan(300);
    const unknown = said.filter(
      ({ text }) => !PIECES.has(text) && !/\p{Script=Han}/u.test(inLanguage(text.trim(), 'zh-CN')),
    );
    expect(unknown).toEqual([]);
  });

  it('holds no English in Chinese but the names and code that are listed', () => {
    const left = [...readAlongInChinese()]
      .filter(([path]) => !path.endsWith('.md'))
      .flatMap(([path, text]) => englishIn(text, CODE_IN_CHINESE).map((word) => `${path}: ${word}`));
    expect(left).toEqual([]);
  });

  it('finds English that is planted', () => {
    expect(englishIn('请检查 the line，用 {name}。', CODE_IN_CHINESE)).toEqual(['the line']);
    expect(inLanguage('a.wav: It is too long.', 'zh-CN')).toBe('a.wav: 录音太长。');
    expect(inLanguage('a.wav: It is too green.', 'zh-CN')).toBe('a.wav: It is too green.');
  });
});

describe('A line of a table', () => {
  it.each([
    ['Nobody could be put on the call: no answer within 3 s', '没能把坐席关联到通话：3 秒内没有响应'],
    [
      'with the cue:    12 tense stretches in 4 calls, 10.2 s to calm on average, 80 % calmed',
      '有提示：4 通通话中 12 个紧张时段，平均 10.2 秒后平静，80% 恢复平静',
    ],
    [
      'anger: 12 of 30, 44 % [30 %, 60 %]; anxiety: 5 of 28, 18 % (speakers; Wilson 95 %)',
      '生气：30 人中 12 人，44%（30% 到 60%）；焦虑：28 人中 5 人，18%（按说话人；威尔逊 95% 区间）',
    ],
  ])('%s', (english, chinese) => {
    expect(inLanguage(english, 'zh-CN')).toBe(chinese);
  });
});
