import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inLanguage } from '../../src/i18n/cli/in-language.js';

const FOLDER = 'src/cli/doctor';

/** The sentences without holes of `good(…)`, `bad(…)` and `remark(…)`, as they stand in the sources. */
function findingsIn(source: string): string[] {
  return [...source.matchAll(/\b(?:good|bad|remark)\(\s*'\w+',\s*(['"`])((?:(?!\1)[^$])+)\1/g)].map(
    ([, , text]) => text!,
  );
}

describe('what the doctor finds', () => {
  const sentences = readdirSync(FOLDER).flatMap((name) =>
    findingsIn(readFileSync(join(FOLDER, name), 'utf8')),
  );

  it('has a Chinese sentence each', () => {
    expect(sentences.length).toBeGreaterThan(10);
    expect(sentences.filter((text) => !/\p{Script=Han}/u.test(inLanguage(text, 'zh-CN')))).toEqual([]);
  });
});
