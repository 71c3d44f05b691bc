import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { examineStructure } from '../../scripts/structure/examine-structure.js';

const TABLE = `
| room | what lives there | may import | types besides |
| --- | --- | --- | --- |
| \`core/audio\` | samples | – | – |
| \`live\` | calls | core/audio | storage |
| \`storage\` | rows | – | – |
`;

/** A tree that keeps its own table; each test plants one fault. */
const SOUND: Readonly<Record<string, string>> = {
  'ARCHITECTURE.md': TABLE,
  'src/core/audio/hop.ts': 'export type Hop = number;\nexport const HOP: Hop = 80;\n',
  'src/storage/row.ts': 'export type Row = string;\nexport const ROW: Row = "";\n',
  'src/live/call.ts':
    "import { HOP } from '../core/audio/hop.js';\nimport type { Row } from '../storage/row.js';\nexport const call = (row: Row) => row + HOP;\n",
};

describe('examineStructure', () => {
  let root = '';

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'structure-'));
    plant(SOUND);
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function plant(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  }

  it('finds nothing in a tree that its table describes, and counts it', async () => {
    expect(await examineStructure(root)).toEqual({
      modules: 3,
      rooms: 3,
      floors: 2,
      arrows: 2,
      circles: 0,
      violations: [],
    });
  });

  it.each([
    ['an import', "import { HOP } from '../core/audio/hop.js';\nexport const row = HOP;\n"],
    ['a type', "import type { Hop } from '../core/audio/hop.js';\nexport const row: Hop = 1;\n"],
  ])('refuses %s that no row allows', async (_what, text) => {
    plant({ 'src/storage/other-row.ts': text });
    const { violations } = await examineStructure(root);
    expect(violations).toHaveLength(1);
    expect(violations[0]).toContain('src/storage/other-row.ts → src/core/audio/hop.ts');
  });

  it('refuses a value where only the type is allowed', async () => {
    plant({ 'src/live/second.ts': "import { ROW } from '../storage/row.js';\nexport const second = ROW;\n" });
    expect((await examineStructure(root)).violations).toEqual([
      'live may not import storage: src/live/second.ts → src/storage/row.ts',
    ]);
  });

  it('refuses a permission that nothing uses', async () => {
    plant({ 'ARCHITECTURE.md': TABLE.replace('| rows | – |', '| rows | core/audio |') });
    expect((await examineStructure(root)).violations).toEqual([
      'nothing uses: storage may import core/audio',
    ]);
  });

  it('refuses a room without a row', async () => {
    plant({ 'src/drawer/any.ts': "export { HOP } from '../core/audio/hop.js';\n" });
    expect((await examineStructure(root)).violations).toEqual([
      'no row for drawer: src/drawer/any.ts → src/core/audio/hop.ts',
    ]);
  });

  it('finds files that import one another in a ring, even if only as types', async () => {
    plant({
      'src/storage/first.ts': "import type { Second } from './second.js';\nexport type First = Second[];\n",
      'src/storage/second.ts':
        "import type { First } from './first.js';\nexport type Second = { of: First };\n",
    });
    const { circles, violations } = await examineStructure(root);
    expect(circles).toBe(1);
    expect(violations[0]).toContain('src/storage/first.ts');
  });
});
