/**
 * Source code with other numbers: `section: {` opens a section, `field: number,` stands in it; names of values are
 * `section.field`. A name that the source does not hold is an error of the caller.
 */
export function rewritten(source: string, values: Readonly<Record<string, number>>): string {
  let section = '';
  const placed = new Set<string>();
  const lines = source.split('\n').map((line) => {
    section = /^\s*(?:const )?(\w+)(?:: \w+)?(?: =|:) \{$/.exec(line)?.[1] ?? section;
    const [, indent, field] = /^(\s+)(\w+): [-\d._]+,$/.exec(line) ?? [];
    const name = Object.keys(values).find((one) => one === `${section}.${field}`);
    if (name === undefined) return line;
    placed.add(name);
    return `${indent}${field}: ${values[name]},`;
  });
  const lost = Object.keys(values).filter((name) => !placed.has(name));
  if (lost.length > 0) throw new Error(`No line for ${lost.join(', ')}.`);
  return lines.join('\n');
}
