/** Reads a heap snapshot: `heap-reader.ts FILE QUESTION`, both as JSON; prints the answer. */
import { readFileSync } from 'node:fs';
import { HeapGraph, type HeapSnapshot } from './heap-snapshot.js';
import { retainingPath } from './retaining-path.js';

export type HeapQuestion = { readonly texts?: readonly string[]; readonly classNames?: readonly string[] };

export type HeapAnswer = {
  /** By what a string is held that contains one of the texts. */
  readonly holders: readonly string[];
  /** Objects that were made by the class of each name, in the order of the question. */
  readonly instances: readonly number[];
};

const [, , file, question] = process.argv;
const { texts = [], classNames = [] } = JSON.parse(question!) as HeapQuestion;
const snapshot = JSON.parse(readFileSync(file!, 'utf8')) as HeapSnapshot;
const graph = new HeapGraph(snapshot);
const counts = new Map(classNames.map((name) => [name, 0]));
for (const one of graph.nodes()) {
  if (graph.typeOf(one) !== 'object') continue;
  const before = counts.get(graph.nameOf(one));
  if (before !== undefined) counts.set(graph.nameOf(one), before + 1);
}
const held = texts.filter((text) => snapshot.strings.some((one) => one.includes(text)));
const answer: HeapAnswer = {
  holders: [...new Set(held.map((text) => retainingPath(graph, text) ?? 'only the name of a property'))],
  instances: [...counts.values()],
};
process.stdout.write(JSON.stringify(answer));
