import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { EvenkeelError } from '../../../errors.js';
import type { CorpusLayout } from './corpus-layout.js';

/** A person in a corpus's own list, and where they stand in it. */
export type ListedPerson = {
  readonly speaker: string;
  readonly sex: 'f' | 'm' | '';
  readonly where: string;
};

const SEX = new Map<string, 'f' | 'm'>([
  ['female', 'f'],
  ['f', 'f'],
  ['male', 'm'],
  ['m', 'm'],
]);

/** The list of people that a corpus brings along; empty where it has none. Error: `table.column-missing`. */
export async function listedPeople(
  { people }: CorpusLayout,
  folder: string,
): Promise<ReadonlyMap<string, ListedPerson>> {
  if (people === null || !existsSync(join(folder, people.file))) return new Map();
  const path = join(folder, people.file);
  const [header = [], ...rows] = parse(await readFile(path, 'utf8'), {
    skip_empty_lines: true,
  }) as string[][];
  const [id, sex] = [header.indexOf(people.id), header.indexOf(people.sex)];
  if (id < 0 || sex < 0)
    throw new EvenkeelError('table.column-missing', `${path}:1: ${people.id} and ${people.sex}`);
  return new Map(
    rows.map((row, index) => {
      const speaker = row[id] ?? '';
      const said = SEX.get((row[sex] ?? '').trim().toLowerCase()) ?? '';
      return [speaker, { speaker, sex: said, where: `${path}:${index + 2}` }];
    }),
  );
}
