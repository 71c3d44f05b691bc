import { z } from 'zod';
import { EvenkeelError } from '../../errors.js';

const operation = z.object({
  // Some identity providers write "Add" (RFC 7644 section 3.5.2 has it in lower case).
  op: z
    .string()
    .transform((op) => op.toLowerCase())
    .pipe(z.enum(['add', 'remove', 'replace'])),
  path: z.string().max(1_000).optional(),
  value: z.unknown().optional(),
});

export const patchBody = z.object({ Operations: z.array(operation).min(1).max(1_000) });

type Resource = Readonly<Record<string, unknown>>;
type Member = { readonly value: string };

/**
 * A resource after the operations of RFC 7644 section 3.5.2, for the paths that are in use: an attribute, `members`,
 * `members[value eq "…"]`, or none.
 * @throws EvenkeelError `http.body-invalid` for any other path
 */
export function applyPatch(resource: Resource, { Operations }: z.infer<typeof patchBody>): Resource {
  return Operations.reduce<Resource>((patched, { op, path, value }) => {
    if (path === undefined) {
      if (typeof value !== 'object' || value === null) throw notUnderstood('a value without a path');
      return Object.entries(value).reduce((all, [key, item]) => change(all, op, key, item), patched);
    }
    return change(patched, op, path, value);
  }, resource);
}

function change(
  resource: Resource,
  op: 'add' | 'remove' | 'replace',
  path: string,
  value: unknown,
): Resource {
  const one = /^members\[value eq "([^"]+)"\]$/.exec(path)?.[1];
  const members = (resource.members ?? []) as readonly Member[];
  if (one !== undefined && op === 'remove')
    return { ...resource, members: members.filter((member) => member.value !== one) };
  if (path === 'members') {
    const named = membersOf(value);
    if (op === 'replace') return { ...resource, members: named };
    const ids = new Set(named.map((member) => member.value));
    const others = members.filter((member) => !ids.has(member.value));
    if (op === 'add') return { ...resource, members: [...others, ...named] };
    return { ...resource, members: value === undefined ? [] : others };
  }
  if (!/^[A-Za-z]+$/.test(path) || op === 'remove') throw notUnderstood(path);
  // "False" as text comes from at least one large identity provider.
  const known = typeof value === 'string' && path === 'active' ? value.toLowerCase() === 'true' : value;
  return { ...resource, [path]: known };
}

function membersOf(value: unknown): readonly Member[] {
  const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return z.array(z.object({ value: z.string() })).parse(list);
}

/** `attribute eq "value"`, the one filter that provisioning asks; null = none. */
export function equalsFilter(filter: string | undefined, attribute: string): string | null {
  if (filter === undefined) return null;
  const match = new RegExp(`^${attribute} eq "((?:[^"\\\\]|\\\\.)*)"$`, 'i').exec(filter.trim());
  if (match === null) throw new EvenkeelError('http.body-invalid', `Only ${attribute} eq "…" is understood.`);
  return JSON.parse(`"${match[1]}"`) as string;
}

function notUnderstood(path: string): EvenkeelError {
  return new EvenkeelError('http.body-invalid', `The patch has a path that is not understood: ${path}.`);
}
