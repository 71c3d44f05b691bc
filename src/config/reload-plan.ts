import { ownField } from '../own-field.js';
import type { Config } from './config-schema.js';

/** What a reload would do: nothing, change only what calls do not feel, or be refused with the reasons. */
export type ReloadPlan =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'apply'; readonly paths: readonly string[] }
  | { readonly kind: 'refuse'; readonly paths: readonly string[] };

/** Settings that may change while calls go on. Everything else was handed to parts that keep what they were given. */
export const RELOADABLE: readonly string[] = [
  'auth.revokedTokenIds',
  'auth.revokedSubjects',
  'server.drainLimitMs',
  'server.tlsCertFile',
  'server.tlsKeyFile',
  'telemetry.logLevel',
];

/** Compares two configurations: applied only when every changed setting can be, so that nothing is half true. */
export function planReload(before: Config, after: Config): ReloadPlan {
  const changed = changedPaths(before, after);
  if (changed.length === 0) return { kind: 'unchanged' };
  const fixed = changed.filter((path) => !RELOADABLE.includes(path));
  return fixed.length === 0 ? { kind: 'apply', paths: changed } : { kind: 'refuse', paths: fixed };
}

function changedPaths(before: Config, after: Config): readonly string[] {
  return (Object.keys(before) as (keyof Config)[]).flatMap((section) => {
    const [old, fresh] = [before[section], after[section]];
    if (Array.isArray(old)) return same(old, fresh) ? [] : [section];
    const [oldSettings, freshSettings] = [old, fresh] as unknown as Record<string, unknown>[];
    return Object.keys(oldSettings!)
      .filter((key) => !same(ownField(oldSettings!, key), ownField(freshSettings!, key)))
      .map((key) => `${section}.${key}`);
  });
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
