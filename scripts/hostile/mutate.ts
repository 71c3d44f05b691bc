import type { Random } from '../../src/lab/random/seeded-random.js';
import type { Wire } from '../../src/lab/telephones/telephone.js';

/** Names that every JavaScript object answers to. */
export const OBJECT_MEMBERS = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf'],
  ...['propertyIsEnumerable', 'toLocaleString', '__defineGetter__', '__lookupSetter__'],
] as const;

/** Values that a schema must have thought of. */
const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1, 0.5, 1e308, -1e308, 2 ** 31, 2 ** 32, 2 ** 53 + 2, 1e-7],
  ...['', ' ', '\u0000', 'a\u0000b', '\ud800', '\u202e', 'x'.repeat(129), 'x'.repeat(5_000), '9'.repeat(400)],
  ...['-1', 'NaN', 'Infinity', '1e999', 'PT999999999S', 'PT-1S', '2026-02-30', '*', "';--", '../../x', '%00'],
  ...[[], {}, [[]], [null], { a: { b: { c: {} } } }],
  ...OBJECT_MEMBERS,
];

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('There is nothing to pick from.');
  return item;
}

type Slot = { readonly parent: Record<string, unknown> | unknown[]; readonly key: string | number };

function slotsOf(value: unknown, found: Slot[] = []): Slot[] {
  if (typeof value !== 'object' || value === null) return found;
  const parent = value as Record<string, unknown> | unknown[];
  const keys = Array.isArray(parent) ? parent.keys() : Object.keys(parent);
  for (const key of keys) {
    found.push({ parent, key });
    slotsOf((parent as Record<string | number, unknown>)[key], found);
  }
  return found;
}

/** Defines rather than sets: `__proto__` becomes a field of its own, as it does in parsed JSON. */
function define(parent: Slot['parent'], key: string | number, value: unknown): void {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

const CHANGES: readonly ((slot: Slot, value: unknown, random: Random) => void)[] = [
  ({ parent, key }, _value, random) => define(parent, key, pick(random, VALUES)),
  ({ parent, key }) => Reflect.deleteProperty(parent, key),
  ({ parent, key }, value, random) => {
    Reflect.deleteProperty(parent, key);
    define(parent, pick(random, OBJECT_MEMBERS), value);
  },
  ({ parent }, value, random) => define(parent, pick(random, OBJECT_MEMBERS), value),
  ({ parent, key }, value) => define(parent, key, [value, value]),
  ({ parent, key }, value) => define(parent, key, Array(1_000).fill(value)),
  ({ parent, key }, value) =>
    define(parent, key, typeof value === 'string' ? Number(value) : JSON.stringify(value)),
  ({ parent, key }, value) => define(parent, key, typeof value === 'string' ? value + value : [value]),
  ({ parent, key }, value, random) =>
    define(
      parent,
      key,
      (typeof value === 'object' ? 0 : Number(value)) + pick(random, [-1, 1, 1e3, 3e5, -3e5, 2 ** 32]),
    ),
];

/** Valid JSON with one to three of its fields changed; other text is torn or stuffed. */
export function mutateText(random: Random, text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return tornText(random, text);
  }
  if (random() < 0.15) return tornText(random, text);
  for (let changes = 1 + Math.floor(random() * 3); changes > 0; changes--) {
    const slots = slotsOf(value);
    if (slots.length === 0) break;
    const slot = pick(random, slots);
    const present = (slot.parent as Record<string | number, unknown>)[slot.key];
    pick(random, CHANGES)(slot, present, random);
  }
  return JSON.stringify(value);
}

function tornText(random: Random, text: string): string {
  const at = Math.floor(random() * text.length);
  const stuffing = [
    '\u0000',
    '\uFEFF',
    '"',
    '\\',
    '{',
    '['.repeat(5_000),
    '{"a":'.repeat(3_000),
    '\n',
    '9e999',
  ];
  return pick(random, [
    () => text.slice(0, at),
    () => text.slice(at),
    () => text + text,
    () => text.slice(0, at) + pick(random, stuffing) + text.slice(at),
    () => pick(random, stuffing) + text,
    () => '',
    () => 'x'.repeat(65_537),
    () => JSON.stringify(pick(random, VALUES)),
  ])();
}

/** Largest message that `ingest` takes. */
const MESSAGE_BYTES = 262_144;

export function mutateBytes(random: Random, bytes: Uint8Array): Uint8Array {
  const at = Math.floor(random() * bytes.length);
  return pick(random, [
    () => bytes.subarray(0, at),
    () => bytes.subarray(at),
    () => new Uint8Array(0),
    () => bytes.map(() => Math.floor(random() * 256)),
    () => Buffer.concat([bytes, bytes]),
    () => new Uint8Array(pick(random, [1, 3, MESSAGE_BYTES - 1, MESSAGE_BYTES, MESSAGE_BYTES + 1])).fill(85),
  ])();
}

export function mutateWire(random: Random, wire: Wire): Wire {
  if (random() < 0.05)
    return typeof wire === 'string' ? Buffer.from(wire) : Buffer.from(wire).toString('latin1');
  return typeof wire === 'string' ? mutateText(random, wire) : mutateBytes(random, wire);
}

/** A conversation with some of its messages changed, lost, said twice or in another order. */
export function mutateWires(random: Random, wires: readonly Wire[]): readonly Wire[] {
  const changed = [...wires];
  for (let changes = 1 + Math.floor(random() * 3); changes > 0 && changed.length > 0; changes--) {
    const at = Math.floor(random() * changed.length);
    const wire = changed[at] ?? '';
    const fate = random();
    if (fate < 0.7) changed[at] = mutateWire(random, wire);
    else if (fate < 0.8) changed.splice(at, 1);
    else if (fate < 0.9) changed.splice(at, 0, wire);
    else changed.splice(Math.floor(random() * changed.length), 0, ...changed.splice(at, 1));
  }
  return changed;
}
