import { seedFor } from '../../random/random-draws.js';
import { seededRandom } from '../../random/seeded-random.js';

export type Person = { readonly speaker: string; readonly sex: string };
export type Part = 'train' | 'tune' | 'test';

/** Shares of the people; each person is in one part alone. */
const TUNE_SHARE = 0.15;
const TEST_SHARE = 0.2;

/** Divides people into parts, each sex alike; the same people give the same parts. */
export function dividePeople(corpus: string, people: readonly Person[]): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  for (const sex of [...new Set(people.map((person) => person.sex))].sort()) {
    const random = seededRandom(seedFor(`${corpus} ${sex}`, 3));
    const drawn = people
      .filter((person) => person.sex === sex)
      .sort((a, b) => (a.speaker < b.speaker ? -1 : 1))
      .map(({ speaker }) => ({ speaker, at: random() }))
      .sort((a, b) => a.at - b.at);
    const least = drawn.length >= 3 ? 1 : 0;
    const test = Math.max(least, Math.round(TEST_SHARE * drawn.length));
    const tune = Math.max(least, Math.round(TUNE_SHARE * drawn.length));
    for (const [index, { speaker }] of drawn.entries())
      parts.set(speaker, index < test ? 'test' : index < test + tune ? 'tune' : 'train');
  }
  return parts;
}
