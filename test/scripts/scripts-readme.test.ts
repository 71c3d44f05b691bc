import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const files = readdirSync('scripts', { withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== 'README.md')
  .map(({ name }) => name);
const rows = [...readFileSync('scripts/README.md', 'utf8').matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm)];

it('scripts/README.md has one row for each script, and no other', () => {
  expect(rows.map(([, name]) => name).sort()).toEqual(files.sort());
});

it('names commands that package.json has', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const named = rows.flatMap(([, , command]) => /npm run ([a-z:-]+)/.exec(command!)?.[1] ?? []);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});
