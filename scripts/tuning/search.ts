import { normal } from '../../src/lab/random/random-draws.js';
import { seededRandom } from '../../src/lab/random/seeded-random.js';

/** What is searched, by dotted name, and the ends of each range. */
export type Ranges = Readonly<Record<string, readonly [low: number, high: number]>>;
export type Values<Searched extends Ranges> = Readonly<Record<keyof Searched & string, number>>;

export type SearchRequest<Searched extends Ranges> = {
  readonly ranges: Searched;
  readonly start: Values<Searched>;
  readonly worthOf: (values: Values<Searched>) => number;
  readonly rounds: number;
  readonly candidates: number;
  readonly seed: number;
};

/** Cross-entropy method (Rubinstein 1999): draw candidates, keep the best, draw again around them. */
export function search<Searched extends Ranges>(request: SearchRequest<Searched>): Values<Searched> {
  const { ranges, start, worthOf, rounds, candidates } = request;
  const names = Object.keys(ranges) as (keyof Searched & string)[];
  const widthOf = (name: keyof Searched & string) => ranges[name]![1] - ranges[name]![0];
  const within = (name: keyof Searched & string, value: number) =>
    Math.min(ranges[name]![1], Math.max(ranges[name]![0], value));
  const valuesBy = (of: (name: keyof Searched & string) => number) =>
    Object.fromEntries(names.map((name) => [name, of(name)])) as Values<Searched>;
  const random = seededRandom(request.seed);
  let best = { values: start, worth: worthOf(start) };
  let centre = start;
  let spread = valuesBy((name) => widthOf(name) / 8);
  for (let round = 0; round < rounds; round++) {
    const drawn = Array.from({ length: candidates }, () => {
      const values = valuesBy((name) => within(name, centre[name] + spread[name] * normal(random)));
      return { values, worth: worthOf(values) };
    });
    const elite = [best, ...drawn].sort((x, y) => y.worth - x.worth).slice(0, Math.ceil(candidates / 8));
    best = elite[0]!;
    const meanOf = (of: (values: Values<Searched>) => number) =>
      elite.reduce((sum, { values }) => sum + of(values), 0) / elite.length;
    const middle = valuesBy((name) => meanOf((values) => values[name]));
    spread = valuesBy((name) => {
      const deviation = Math.sqrt(meanOf((values) => (values[name] - middle[name]) ** 2));
      return 1.1 * deviation + 0.01 * widthOf(name);
    });
    centre = middle;
    process.stderr.write(`round ${round + 1} of ${rounds}: ${best.worth.toFixed(4)}\n`);
  }
  return best.values;
}
