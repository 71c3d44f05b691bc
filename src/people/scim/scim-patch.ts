import { z } from 'zod';
import { EvenkeelError } from '../../errors.js';
import { ownField } from '../../own-field.js';

const operation = z.object({
  // Some identity providers write "Add" (RFC 7644 section 3.5.2 has it in lower case).
  op: z
    .string()
    .transform((op) => op.toLowerCase())
    .pipe(z.enum(['add', 'remove', 'replace'])),
  path: z.string().max(1_000).nullish(),
  value: z.unknown().optional(),
});

export const patchBody = z.object({ Operations: z.array(operation).min(1).max(1_000) });

type Op = 'add' | 'remove' | 'replace';
type Operation = { readonly op: Op; readonly path: string; readonly value: unknown };
type Resource = Readonly<Record<string, unknown>>;
type Member = { readonly value: string };

/** Attributes of a resource that can be patched, and those that identity providers send and nobody keeps. */
export type Patchable = {
  readonly schema: string;
  readonly kept: readonly string[];
  readonly notKept: ReadonlySet<string>;
};

/** Sent along inside values; never changed by a patch. */
const READ_ONLY = new Set(['id', 'schemas', 'meta']);
const ONE_MEMBER = /^members\[value eq "((?:[^"\\]|\\.)+)"\](?:\.value)?$/i;

/**
 * A resource after the operations of RFC 7644 section 3.5.2: an attribute, `members`, `members[value eq "…"]`, or no
 * path and an object of attributes. Attributes that are known and not kept (names, mail addresses, …) pass without
 * effect, since an identity provider sends them with everything.
 * @throws EvenkeelError `people.path-invalid` for a path that is none of these, `people.value-invalid`
 */
export function applyPatch(
  resource: Resource,
  { Operations }: z.infer<typeof patchBody>,
  patchable: Patchable,
): Resource {
  return Operations.reduce<Resource>((patched, { op, path, value }) => {
    if (path !== undefined && path !== null && path !== '')
      return changed(patched, { op, path, value }, patchable);
    if (op === 'remove') throw new EvenkeelError('people.path-invalid', 'A removal names its path.');
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw new EvenkeelError(
        'people.value-invalid',
        'Without a path, the value is an object of attributes.',
      );
    return Object.entries(value).reduce(
      (all, [key, item]) =>
        READ_ONLY.has(key.toLowerCase()) ? all : changed(all, { op, path: key, value: item }, patchable),
      patched,
    );
  }, resource);
}

function changed(resource: Resource, { op, path, value }: Operation, patchable: Patchable): Resource {
  const prefix = `${patchable.schema}:`;
  const local = path.toLowerCase().startsWith(prefix.toLowerCase()) ? path.slice(prefix.length) : path;
  const one = ONE_MEMBER.exec(local)?.[1];
  if (one !== undefined)
    return withMembers(resource, op, [{ value: JSON.parse(`"${one}"`) as string }], false);
  const name = patchable.kept.find((kept) => kept.toLowerCase() === local.toLowerCase());
  if (name === 'members') return withMembers(resource, op, value, value === undefined || value === null);
  if (name !== undefined) {
    if (op === 'remove') return { ...resource, [name]: null };
    return { ...resource, [name]: name === 'active' ? flagOf(value) : value };
  }
  const extended = patchable.kept.find(
    (kept) => kept.startsWith('urn:') && local.toLowerCase().startsWith(`${kept.toLowerCase()}:`),
  );
  if (extended !== undefined) {
    if (op === 'remove') return { ...resource, [extended]: undefined };
    const inner = local.slice(extended.length + 1);
    return {
      ...resource,
      [extended]: { ...(ownField(resource, extended) as object | undefined), [inner]: value },
    };
  }
  const root = local.startsWith('urn:') ? local : local.split(/[.[]/)[0]!;
  if (isNotKept(root, patchable)) return resource;
  throw new EvenkeelError('people.path-invalid', `Paths that are understood: ${patchable.kept.join(', ')}.`);
}

function isNotKept(root: string, { notKept }: Patchable): boolean {
  if (notKept.has(root.toLowerCase())) return true;
  return /^urn:ietf:params:scim:schemas:extension:enterprise:2\.0:User/i.test(root);
}

function withMembers(resource: Resource, op: Op, value: unknown, isAll: boolean): Resource {
  const members = (resource.members ?? []) as readonly Member[];
  if (op === 'remove' && isAll) return { ...resource, members: [] };
  const named = membersOf(value);
  if (op === 'replace') return { ...resource, members: named };
  const ids = new Set(named.map((member) => member.value));
  const others = members.filter((member) => !ids.has(member.value));
  return { ...resource, members: op === 'add' ? [...others, ...named] : others };
}

function membersOf(value: unknown): readonly Member[] {
  const list = Array.isArray(value) ? value : [value];
  const outcome = z.array(z.object({ value: z.string().min(1).max(256) })).safeParse(list);
  if (outcome.success) return outcome.data;
  throw new EvenkeelError('people.value-invalid', 'Members are a list of {"value": "id of a user"}.');
}

/** "False" as text comes from at least one large identity provider. */
function flagOf(value: unknown): boolean {
  const text = String(value).toLowerCase();
  if (text === 'true' || text === 'false') return text === 'true';
  throw new EvenkeelError('people.value-invalid', 'active is true or false.');
}
