import type { HeapGraph } from './heap-snapshot.js';

/** As many steps as tell who holds it; those before are the engine's. */
const MOST_STEPS = 8;

/**
 * By what a string that contains the text is held, as `Map → CallLease → callId`: the names of classes and
 * properties, never a value. Null: no string contains it.
 */
export function retainingPath(graph: HeapGraph, text: string): string | null {
  const found = [...graph.nodes()].filter((node) => graph.nameOf(node).includes(text));
  if (found.length === 0) return null;
  const holders = graph.holders();
  const [held = null] = found.filter((node) => holders.has(node));
  if (held === null) return 'held by nothing that is followed';
  const steps: string[] = [];
  for (let at = held; holders.has(at); ) {
    const { node, edge } = holders.get(at)!;
    const [owner, property] = [graph.isString(node) ? '(string)' : graph.nameOf(node), graph.edgeName(edge)];
    for (const step of [property, owner])
      if (step !== null && step !== '' && step !== steps[0])
        steps.unshift(step.includes(text) ? '(value)' : step);
    at = node;
  }
  return steps.slice(-MOST_STEPS).join(' → ');
}
