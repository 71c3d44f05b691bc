import { Document, visit } from 'yaml';
import type { ConfigPart } from './config-parts.js';
import { TO_FILL_IN } from './platform-plan.js';

/** Parts under their comments, a blank line between two. */
export function yamlText(parts: readonly ConfigPart[]): string {
  return `${parts.map(partText).join('\n\n')}\n`;
}

/** What is pasted over by hand stands in quotes: a token of digits alone would be a number without. */
function yamlOf(values: Readonly<Record<string, unknown>>): string {
  const document = new Document(values);
  visit(document, {
    Scalar: (_, scalar) => {
      if (scalar.value === TO_FILL_IN) scalar.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 0 }).trimEnd();
}

function partText({ comments, values }: ConfigPart): string {
  const lines = comments.map((comment) => `# ${comment}`);
  if (values !== null) lines.push(yamlOf(values));
  return lines.join('\n');
}
