import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

/** Scripts that the Dockerfile runs, itself or through `npm run build`. */
function scriptsOfImage(): string[] {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const commands = [readFileSync('Dockerfile', 'utf8')];
  for (const text of commands)
    for (const [, name] of text.matchAll(/npm run ([\w:-]+)/g)) commands.push(scripts[name!] ?? '');
  return commands.flatMap((text) =>
    [...text.matchAll(/tsx (scripts\/[\w/-]+\.ts)/g)].map(([, file]) => file!),
  );
}

/** The scripts themselves, and what they import of the folder, however far. */
function withImports(files: readonly string[]): ReadonlySet<string> {
  const all = new Set(files);
  for (const file of all)
    for (const [, target] of readFileSync(file, 'utf8').matchAll(/from '(\.{1,2}\/[^']+)\.js'/g)) {
      const imported = `${join(dirname(file), target!)}.ts`;
      if (imported.startsWith('scripts/')) all.add(imported);
    }
  return all;
}

it('the image is given every script that builds it', () => {
  const rules = readFileSync('.dockerignore', 'utf8').split('\n');
  expect(rules).toContain('scripts/*');
  const given = rules.flatMap((rule) => (rule.startsWith('!scripts/') ? [rule.slice(1)] : []));
  const needed = [...withImports(scriptsOfImage())];
  expect(needed).toContain('scripts/build-clients.ts');
  const isGiven = (file: string) => given.some((one) => file === one || file.startsWith(`${one}/`));
  expect(needed.filter((file) => !isGiven(file))).toEqual([]);
});
