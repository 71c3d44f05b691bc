import { expect, it } from 'vitest';
import { ingestSection } from '../../src/config/sections/ingest-section.js';
import { OpenLines } from '../../src/ingest/open-lines.js';

it('takes no new lines while the process does not keep up, and takes them again', () => {
  let isOverloaded = true;
  const lines = new OpenLines(ingestSection.parse({}), () => isOverloaded);
  expect([lines.fullness, lines.refusalOf('acme')]).toEqual(['stream.overloaded', 'stream.overloaded']);
  isOverloaded = false;
  expect([lines.fullness, lines.refusalOf('acme')]).toEqual([null, null]);
});
