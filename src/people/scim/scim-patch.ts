import { z } from 'zod';
import { EvenkeelError } from '../../errors.js';
import { parsed } from '../../http/parsed.js';
import { ownField } from '../../own-field.js';
import { patchMembers } from './scim-patch-members.js';

const operation = z.object({
  // Some identity providers write "Add" (RFC 7644 section 3.5.2 has it in lower case).
  op: z
    .string()
    .transform((op) => op.toLowerCase())
    .pipe(z.enum(['add', 'remove', 'replace'])),
  path: z.string().max(1_000).nullish(),
  value: z.unknown().optional(),
});
const patchBody = z.object({ Operations: z.array(operation).min(1).max(1_000) });

type Operation = {
  readonly op: 'add' | 'remove' | 'replace';
  readonly path: string;
  readonly value: unknown;
};
type Resource = Readonly<Record<string, unknown>>;

/** Attributes of a resource that are kept. */
export type Patchable = { readonly schema: string; readonly kept: readonly string[] };

/** An attribute with or without its schema's URN, a filter and a part of it. */
const PATH =
  /^(?<root>[A-Za-z$][\w:.$-]*?)(?<filter>\[(?:[^\]"]|"(?:[^"\\]|\\.)*")*\])?(?:\.[A-Za-z$][\w$-]*)?$/;

/** @throws EvenkeelError `http.body-invalid` */
export function patchFrom(body: unknown): z.infer<typeof patchBody> {
  return parsed(patchBody, body);
}

/**
 * A resource after the operations of RFC 7644 section 3.5.2: an attribute, `members`, `members[…]`, or no path and an
 * object of attributes. Whatever is not kept or cannot be changed passes without effect, as it does in POST and PUT: an
 * identity provider sends it with everything, and a leaver must not stay because of it.
 * @throws EvenkeelError `people.path-invalid` for a path that cannot be read, `people.value-invalid`
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
      (all, [key, item]) => (PATH.test(key) ? changed(all, { op, path: key, value: item }, patchable) : all),
      patched,
    );
  }, resource);
}

function changed(resource: Resource, { op, path, value }: Operation, patchable: Patchable): Resource {
  const local = localName(path, patchable);
  const { root = '', filter } = (PATH.exec(local)?.groups ?? {}) as { root?: string; filter?: string };
  if (root === '')
    throw new EvenkeelError('people.path-invalid', 'A path is an attribute, or attribute[filter].');
  const same = (kept: string) => kept.toLowerCase() === local.toLowerCase();
  const name = patchable.kept.find(same);
  if (root.toLowerCase() === 'members' && patchable.kept.includes('members'))
    return { ...resource, members: patchMembers(resource.members, { op, filter, value }) };
  if (name !== undefined) return { ...resource, [name]: op === 'remove' ? null : value };
  return withExtension(resource, { op, path: local, value }, patchable);
}

function localName(path: string, { schema }: Patchable): string {
  const prefix = `${schema}:`;
  const trimmed = path.trim();
  return trimmed.toLowerCase().startsWith(prefix.toLowerCase()) ? trimmed.slice(prefix.length) : trimmed;
}

/** `urn:…:Team:timeZone`. */
function withExtension(resource: Resource, { op, path, value }: Operation, { kept }: Patchable): Resource {
  const extension = kept.find(
    (urn) => urn.startsWith('urn:') && path.toLowerCase().startsWith(`${urn.toLowerCase()}:`),
  );
  if (extension === undefined) return resource;
  if (op === 'remove') return { ...resource, [extension]: undefined };
  const own = ownField(resource, extension) as Readonly<Record<string, unknown>> | undefined;
  const inner = path.slice(extension.length + 1);
  const named = Object.keys(own ?? {}).find((key) => key.toLowerCase() === inner.toLowerCase()) ?? inner;
  return { ...resource, [extension]: { ...own, [named]: value } };
}
