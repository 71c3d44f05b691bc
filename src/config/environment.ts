import { readFileSync, statSync } from 'node:fs';
import { ownField } from '../own-field.js';
import { decodeSecret } from '../strict-text.js';
import { type ConfigProblem, nearestName } from './config-problem.js';
import type { Setting } from './setting.js';

/** A value that an environment variable gives to a setting, still unchecked. */
export type EnvironmentValue = { readonly setting: Setting; readonly value: unknown; readonly where: string };

export type Environment = Readonly<Record<string, string | undefined>>;

/** Mounted into a container by its runtime and private to it, whatever the mode says. */
const PRIVATE_MOUNT = /^\/run\/(secrets|credentials)\//;

/** What an orchestrator adds for every service that it knows, such as one called `evenkeel-server`. */
const INJECTED = /_SERVICE_HOST$|_SERVICE_PORT(_|$)|_PORT_\d+_(TCP|UDP)(_(PROTO|PORT|ADDR))?$/;

const SECRET_LIMIT_BYTES = 64 * 1024;

/**
 * Values from `EVENKEEL_<SECTION>_<KEY>`, or from the file that `EVENKEEL_<SECTION>_<KEY>_FILE` names.
 * Only variables of a known section are judged: orchestrators add `EVENKEEL_SERVICE_HOST` and the like by themselves.
 */
export function readEnvironment(
  env: Environment,
  settings: readonly Setting[],
): { readonly values: readonly EnvironmentValue[]; readonly problems: readonly ConfigProblem[] } {
  const byName = new Map(settings.map((setting) => [setting.envName, setting]));
  const sections = new Set(settings.map(({ path }) => path.split('.')[0]!.toUpperCase()));
  const values: EnvironmentValue[] = [];
  const problems: ConfigProblem[] = [];
  for (const [name, text] of Object.entries(env)) {
    // Empty is how a compose file says "not set".
    if (text === undefined || text === '' || !name.startsWith('EVENKEEL_')) continue;
    if (INJECTED.test(name) || isServiceAddress(name, text)) continue;
    const where = `environment ${name}`;
    const plain = byName.get(name);
    const byFile = name.endsWith('_FILE') ? byName.get(name.slice(0, -'_FILE'.length)) : undefined;
    if (plain !== undefined) {
      values.push({ setting: plain, value: coerce(text, plain), where });
    } else if (byFile !== undefined) {
      if (ownField(env, byFile.envName) !== undefined) problems.push(givenTwice(byFile, where));
      const secret = readSecretFile(text, byFile, where);
      if (typeof secret === 'string') values.push({ setting: byFile, value: coerce(secret, byFile), where });
      else problems.push(secret);
    } else if (sections.has(name.split('_')[1] ?? '')) {
      problems.push(unknownVariable(name, where, [...byName.keys()]));
    }
  }
  return { values, problems };
}

/** The setting `server.port` has the name that an orchestrator gives to the address of a service `evenkeel-server`. */
function isServiceAddress(name: string, text: string): boolean {
  if (!name.endsWith('_PORT') || !/^(tcp|udp):\/\//.test(text)) return false;
  process.stderr.write(
    `${name}=${text} is the address of a service that an orchestrator added; it is ignored.\n`,
  );
  return true;
}

/** Text → the value that the schema is asked to judge; what cannot be read goes through unchanged and is refused there. */
function coerce(text: string, { kind }: Setting): unknown {
  const trimmed = text.trim();
  if (trimmed === 'null') return null;
  switch (kind) {
    case 'number':
      return trimmed !== '' && Number.isFinite(Number(trimmed)) ? Number(trimmed) : text;
    case 'boolean':
      return /^(true|yes|on|1)$/i.test(trimmed) ? true : /^(false|no|off|0)$/i.test(trimmed) ? false : text;
    case 'list':
      if (trimmed.startsWith('[')) return jsonOr(trimmed);
      return trimmed.split(',').map((item) => item.trim());
    case 'structure':
      return jsonOr(trimmed);
    case 'text':
      return text;
  }
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function readSecretFile(file: string, setting: Setting, where: string): string | ConfigProblem {
  const unusable = (why: string): ConfigProblem => ({
    code: 'config.secret-unreadable',
    where,
    path: setting.path,
    sentence: `${file} cannot be used: ${why}.`,
    remedy: 'Write the value alone into the file, as UTF-8, on one line.',
  });
  try {
    const { mode, size } = statSync(file);
    if (size > SECRET_LIMIT_BYTES) throw new Error('too large');
    if (
      setting.isSecret &&
      process.platform !== 'win32' &&
      (mode & 0o007) !== 0 &&
      !PRIVATE_MOUNT.test(file)
    ) {
      const shown = (mode & 0o777).toString(8).padStart(4, '0');
      return {
        code: 'config.secret-file-mode',
        where,
        path: setting.path,
        sentence: `${file} has mode ${shown}, so every user of this machine may open it.`,
        remedy: `Run: chmod 0600 ${file} (0640 where a group must read it).`,
      };
    }
    const secret = decodeSecret(readFileSync(file));
    if ('fault' in secret) return unusable(secret.fault);
    if (secret.text === '') return unusable('it is empty');
    if (setting.isSecret && setting.kind === 'text' && /[\r\n]/.test(secret.text))
      return unusable('it has more than one line');
    return secret.text;
  } catch (cause) {
    return {
      code: 'config.secret-unreadable',
      where,
      path: setting.path,
      sentence: `${file} cannot be read (${(cause as NodeJS.ErrnoException).code ?? (cause as Error).message}).`,
      remedy: 'Mount the file and let the user that Evenkeel runs as read it.',
    };
  }
}

function givenTwice({ path, envName }: Setting, where: string): ConfigProblem {
  return {
    code: 'config.value-invalid',
    where,
    path,
    sentence: `is given twice, by ${envName} and by ${envName}_FILE.`,
    remedy: 'Keep one of the two.',
  };
}

function unknownVariable(name: string, where: string, known: readonly string[]): ConfigProblem {
  const near = nearestName(name, known);
  return {
    code: 'config.key-unknown',
    where,
    path: '',
    sentence: 'is not a setting.',
    remedy:
      near === null ? 'Remove it, or see docs/configuration.md for the names.' : `Did you mean ${near}?`,
  };
}
