import { HeapProbe } from '../served/heap-probe.js';
import type { ServedInstance } from '../served/served-instance.js';

type Snapshot = {
  readonly snapshot: { readonly meta: { readonly node_fields: string[]; readonly node_types: [string[]] } };
  readonly nodes: readonly number[];
  readonly strings: readonly string[];
};

/** What a node's heap holds after a garbage collection. */
export type HeapContent = {
  /** Whether any string of the heap contains the text. */
  has(text: string): boolean;
  /** Objects that were made by the class of this name. */
  instancesOf(className: string): number;
};

/** Takes a snapshot of a node that was started with `--inspect`. */
export async function heapOf(node: ServedInstance): Promise<HeapContent> {
  const probe = await HeapProbe.open(node.inspectorUrl!);
  const pieces = await probe.snapshot();
  probe.close();
  const { snapshot, nodes, strings } = JSON.parse(pieces.join('')) as Snapshot;
  const fields = snapshot.meta.node_fields;
  const [typeAt, nameAt] = [fields.indexOf('type'), fields.indexOf('name')];
  const objectType = snapshot.meta.node_types[0].indexOf('object');
  return {
    has: (text) => strings.some((one) => one.includes(text)),
    instancesOf(className) {
      const name = strings.indexOf(className);
      let count = 0;
      for (let at = 0; at < nodes.length; at += fields.length)
        if (nodes[at + typeAt] === objectType && nodes[at + nameAt] === name) count++;
      return count;
    },
  };
}
