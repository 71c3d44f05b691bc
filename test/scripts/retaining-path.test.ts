import { describe, expect, it } from 'vitest';
import { HeapGraph, type HeapSnapshot } from '../../scripts/privacy/heap-snapshot.js';
import { retainingPath } from '../../scripts/privacy/retaining-path.js';

const NODE_TYPES = ['object', 'string'] as const;
const EDGE_TYPES = ['property', 'element', 'weak'] as const;
type Node = readonly [type: (typeof NODE_TYPES)[number], name: string, edges: readonly Edge[]];
type Edge = readonly [type: (typeof EDGE_TYPES)[number], name: string, to: number];

/** A snapshot as V8 writes one, with few fields. */
function snapshotOf(nodes: readonly Node[]): HeapSnapshot {
  const strings: string[] = [];
  const text = (one: string) => (strings.includes(one) ? strings.indexOf(one) : strings.push(one) - 1);
  return {
    snapshot: {
      meta: {
        node_fields: ['type', 'name', 'edge_count'],
        node_types: [NODE_TYPES],
        edge_fields: ['type', 'name_or_index', 'to_node'],
        edge_types: [EDGE_TYPES],
      },
    },
    nodes: nodes.flatMap(([type, name, edges]) => [NODE_TYPES.indexOf(type), text(name), edges.length]),
    edges: nodes.flatMap(([, , edges]) =>
      edges.flatMap(([type, name, to]) => [
        EDGE_TYPES.indexOf(type),
        type === 'property' ? text(name) : 0,
        to * 3,
      ]),
    ),
    strings,
  };
}

const graph = (nodes: readonly Node[]) => new HeapGraph(snapshotOf(nodes));

describe('retainingPath', () => {
  it('names the classes and properties that hold a string, and no value', () => {
    const heap = graph([
      ['object', '', [['element', '', 1]]],
      ['object', 'Map', [['property', 'agent-7', 2]]],
      ['object', 'CallLease', [['property', 'callId', 3]]],
      ['string', 'call of agent-7', []],
    ]);
    expect(retainingPath(heap, 'agent-7')).toBe('Map → (value) → CallLease → callId');
  });

  it('names who holds a string that is in the engine’s table of strings too', () => {
    const heap = graph([
      [
        'object',
        '',
        [
          ['element', '', 1],
          ['element', '', 2],
        ],
      ],
      ['object', '(Internalized strings)', [['element', '', 3]]],
      ['object', 'CallLease', [['property', 'callId', 3]]],
      ['string', 'agent-7', []],
    ]);
    expect(retainingPath(heap, 'agent-7')).toBe('CallLease → callId');
  });

  it('follows no weak edge, and knows what is not there', () => {
    const heap = graph([
      ['object', '', [['weak', '', 1]]],
      ['string', 'agent-7', []],
    ]);
    expect(retainingPath(heap, 'agent-7')).toBe('held by nothing that is followed');
    expect(retainingPath(heap, 'agent-8')).toBeNull();
  });
});
