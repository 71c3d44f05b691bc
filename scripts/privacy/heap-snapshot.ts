/** The parts of a V8 heap snapshot that are read here. */
export type HeapSnapshot = {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[], ...unknown[]];
      readonly edge_fields: readonly string[];
      readonly edge_types: readonly [readonly string[], ...unknown[]];
    };
  };
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly strings: readonly string[];
};

/** An edge by which a node is held: where it begins, and where it stands in the snapshot. */
export type HeldBy = { readonly node: number; readonly edge: number };

/** Edges by which a property or a variable holds something under its own name; the names of others are numbers. */
const NAMED = new Set(['context', 'property', 'internal', 'shortcut']);
const STRINGS = new Set(['string', 'concatenated string', 'sliced string']);

/** V8's own table of strings: a snapshot shows what is in it as held by it, and a collection takes what nothing else holds. */
const STRING_TABLE = '(Internalized strings)';

/** Walks a snapshot. A node is where it begins in `nodes`. */
export class HeapGraph {
  readonly #parts: HeapSnapshot;
  readonly #nodeSize: number;
  readonly #edgeSize: number;
  readonly #at: { readonly type: number; readonly name: number; readonly edges: number };
  readonly #edgeAt: { readonly type: number; readonly name: number; readonly to: number };

  constructor(parts: HeapSnapshot) {
    this.#parts = parts;
    const { node_fields: nodes, edge_fields: edges } = parts.snapshot.meta;
    this.#nodeSize = nodes.length;
    this.#edgeSize = edges.length;
    this.#at = {
      type: nodes.indexOf('type'),
      name: nodes.indexOf('name'),
      edges: nodes.indexOf('edge_count'),
    };
    this.#edgeAt = {
      type: edges.indexOf('type'),
      name: edges.indexOf('name_or_index'),
      to: edges.indexOf('to_node'),
    };
  }

  *nodes(): Iterable<number> {
    for (let node = 0; node < this.#parts.nodes.length; node += this.#nodeSize) yield node;
  }

  typeOf(node: number): string {
    return this.#parts.snapshot.meta.node_types[0][this.#parts.nodes[node + this.#at.type]!]!;
  }

  nameOf(node: number): string {
    return this.#parts.strings[this.#parts.nodes[node + this.#at.name]!]!;
  }

  /** Whether the node's name is a value of the program, not a name in its source. */
  isString(node: number): boolean {
    return STRINGS.has(this.typeOf(node));
  }

  /** Null for an element, a hidden or a weak edge. */
  edgeName(edge: number): string | null {
    const type = this.#edgeType(edge);
    return NAMED.has(type) ? this.#parts.strings[this.#parts.edges[edge + this.#edgeAt.name]!]! : null;
  }

  /** By what each node is held on a shortest way from the root; weak edges and the table of strings hold nothing. The root is in it not. */
  holders(): ReadonlyMap<number, HeldBy> {
    const firstEdges = new Map<number, number>();
    let edge = 0;
    for (const node of this.nodes()) {
      firstEdges.set(node, edge);
      edge += this.#parts.nodes[node + this.#at.edges]! * this.#edgeSize;
    }
    const holders = new Map<number, HeldBy>();
    let layer = [0];
    while (layer.length > 0) {
      const next: number[] = [];
      for (const node of layer)
        for (const { to, edge } of this.#edgesOf(node, firstEdges.get(node)!)) {
          if (to === 0 || holders.has(to)) continue;
          holders.set(to, { node, edge });
          next.push(to);
        }
      layer = next;
    }
    return holders;
  }

  *#edgesOf(node: number, first: number): Iterable<{ readonly to: number; readonly edge: number }> {
    if (this.nameOf(node) === STRING_TABLE && !this.isString(node)) return;
    const end = first + this.#parts.nodes[node + this.#at.edges]! * this.#edgeSize;
    for (let edge = first; edge < end; edge += this.#edgeSize)
      if (this.#edgeType(edge) !== 'weak') yield { to: this.#parts.edges[edge + this.#edgeAt.to]!, edge };
  }

  #edgeType(edge: number): string {
    return this.#parts.snapshot.meta.edge_types[0][this.#parts.edges[edge + this.#edgeAt.type]!]!;
  }
}
