import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HELD_INSIDE, HOLDERS, MIT_TEXT } from './known-holders.js';
import { EXCEPTIONS } from './licence-rules.js';
import type { LockedPackage } from './locked-packages.js';

const TEXTS = /^(licen[cs]e|copying|notice|third-?party-?notices?)\b/i;

/**
 * The notices of everything that is shipped: name, version, licence, and the texts that came with it.
 * @throws where a package has come without a text of its licence and nobody knows whose it is
 */
export function thirdPartyNotices(packages: readonly LockedPackage[], root = '.'): string {
  const isThere = ({ folder, isOptional }: LockedPackage) => !isOptional || existsSync(join(root, folder));
  const shipped = packages.filter((entry) => entry.isShipped && isThere(entry));
  const parts = [...shipped]
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version, 'en'))
    .map((entry) => noticeOf(entry, root));
  return [
    'Evenkeel is licensed under the Apache License 2.0 (LICENSE). It is shipped with these packages, each under its own licence.',
    ...new Set(parts),
  ].join(`\n\n${'='.repeat(80)}\n\n`);
}

function noticeOf({ name, version, licence, folder }: LockedPackage, root: string): string {
  // What is inside the built pages is installed beside their sources alone.
  const at = existsSync(join(root, folder)) ? join(root, folder) : folder;
  const texts = readdirSync(at)
    .filter((file) => TEXTS.test(file))
    .sort()
    .map((file) => readFileSync(join(at, file), 'utf8').trim());
  const holder = HOLDERS.get(name) ?? authorOf(at);
  if (texts.length === 0 && (holder === null || licence !== 'MIT'))
    throw new Error(
      `${name} ${version} came without a text of its licence: say whose it is in known-holders.ts.`,
    );
  const terms = EXCEPTIONS.find((one) => one.name === name)?.terms;
  return [
    `${name} ${version}`,
    `Licence: ${licence ?? 'see below'}`,
    ...[HELD_INSIDE.get(name), terms].filter((line) => line !== undefined),
    ...(texts.length === 0 ? [`\nCopyright (c) ${holder}\n\n${MIT_TEXT}`] : []),
    ...texts.map((text) => `\n${text}`),
  ].join('\n');
}

function authorOf(folder: string): string | null {
  const { author, contributors } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly author?: string | { readonly name?: string };
    readonly contributors?: readonly (string | { readonly name?: string })[];
  };
  const nameOf = (one: string | { readonly name?: string } | undefined) =>
    (typeof one === 'string' ? one.replace(/\s*[<(].*$/, '') : one?.name) || null;
  return nameOf(author) ?? nameOf(contributors?.[0]);
}
