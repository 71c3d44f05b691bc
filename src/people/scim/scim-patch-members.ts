import { z } from 'zod';
import { EvenkeelError } from '../../errors.js';
import { identifier } from '../../identifier.js';
import { parseScimFilter, type ScimFilter } from './scim-filter.js';

type Member = { readonly value: string };
type MembersPatch = {
  readonly op: 'add' | 'remove' | 'replace';
  /** `[value eq "…"]`, as the path has it. */
  readonly filter: string | undefined;
  readonly value: unknown;
};

const memberList = z.array(z.object({ value: identifier }));

/**
 * The members of a group after one operation.
 * @throws EvenkeelError `people.value-invalid`, `people.no-target`, `people.filter-invalid`
 */
export function patchMembers(kept: unknown, { op, filter, value }: MembersPatch): readonly Member[] {
  const members = membersOf(kept ?? []);
  if (filter !== undefined) return patchMatching(members, parseScimFilter(`members${filter}`), { op, value });
  if (op === 'remove' && (value === undefined || value === null)) return [];
  const named = membersOf(value ?? []);
  if (op === 'replace') return named;
  const ids = new Set(named.map((member) => member.value));
  const others = members.filter((member) => !ids.has(member.value));
  return op === 'add' ? [...others, ...named] : others;
}

function patchMatching(
  members: readonly Member[],
  filter: ScimFilter,
  { op, value }: Pick<MembersPatch, 'op' | 'value'>,
): readonly Member[] {
  const isMeant = (member: Member) => matches(filter, member);
  const others = members.filter((member) => !isMeant(member));
  if (op === 'remove') return others;
  if (op === 'replace') {
    if (others.length === members.length) throw new EvenkeelError('people.no-target');
    return [...others, ...membersOf(value)];
  }
  // Added by its id alone; existing members stay.
  if (filter.kind === 'compare' && filter.op === 'eq' && typeof filter.value === 'string')
    return [...others, { value: filter.value }];
  throw new EvenkeelError('people.path-invalid', 'A member is added by members[value eq "id"].');
}

function matches(filter: ScimFilter, member: Member): boolean {
  switch (filter.kind) {
    case 'and':
      return matches(filter.left, member) && matches(filter.right, member);
    case 'or':
      return matches(filter.left, member) || matches(filter.right, member);
    case 'not':
      return !matches(filter.of, member);
    case 'present':
      return filter.attribute === 'members.value';
    case 'compare': {
      const isAsked = filter.attribute === 'members.value' && (filter.op === 'eq' || filter.op === 'ne');
      if (!isAsked)
        throw new EvenkeelError('people.filter-invalid', 'Members are found by value, with eq or ne.');
      return (filter.value === member.value) === (filter.op === 'eq');
    }
  }
}

function membersOf(value: unknown): readonly Member[] {
  const outcome = memberList.safeParse(Array.isArray(value) ? value : [value]);
  if (outcome.success) return outcome.data;
  throw new EvenkeelError('people.value-invalid', 'Members are a list of {"value": "id of a user"}.');
}
