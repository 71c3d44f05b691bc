import { readdirSync, readFileSync } from 'node:fs';
import { ERRORS, type ErrorCode } from '../../src/errors.js';
import { HELP_AFTER } from '../../src/i18n/cli/help-after.js';
import { PHRASES } from '../../src/i18n/cli/in-language.js';
import { errorText } from '../../src/i18n/error-text.js';
import { LANGUAGES, type Language } from '../../src/i18n/language.js';

const ROOT = new URL('../../', import.meta.url);

/** Every text of the catalogue in one language, by its path. */
export async function catalogue(language: Language): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const file of readdirSync(new URL('src/i18n/texts/', ROOT))) {
    const module = (await import(new URL(`src/i18n/texts/${file}`, ROOT).href)) as Record<string, unknown>;
    for (const [name, section] of Object.entries(module)) {
      if (isLocalised(section)) collect(section[language], `${file} ${name}`, texts);
    }
  }
  return texts;
}

function isLocalised(value: unknown): value is Readonly<Record<Language, unknown>> {
  return typeof value === 'object' && value !== null && LANGUAGES.every((language) => language in value);
}

function collect(value: unknown, path: string, into: Map<string, string>): void {
  if (typeof value === 'string') into.set(path, value);
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) collect(inner, `${path}.${key}`, into);
}

/** What people read in Chinese outside the catalogue: documents, errors, and what the commands print. */
export function readAlongInChinese(): ReadonlyMap<string, string> {
  const documents = readdirSync(new URL('docs/zh-CN/', ROOT)).map(
    (name) => [name, readFileSync(new URL(`docs/zh-CN/${name}`, ROOT), 'utf8')] as const,
  );
  const codes = Object.keys(ERRORS) as ErrorCode[];
  return new Map([
    ...documents,
    ...PHRASES,
    ...[...HELP_AFTER].map(([command, text]) => [`${command} --help`, text] as const),
    ...codes.map((code) => [code, errorText(code, 'zh-CN')] as const),
  ]);
}
