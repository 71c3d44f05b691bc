import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { betweenRooms, circlesOf, crossingsOf, floorsOf } from './room-graph.js';
import { type RoomRow, readRoomTable } from './room-table.js';

export type StructureFigures = {
  readonly modules: number;
  readonly rooms: number;
  readonly floors: number;
  readonly arrows: number;
  readonly circles: number;
  readonly violations: readonly string[];
};

/** Packages that only one place may touch. */
const ONLY_IN: ReadonlyArray<readonly [packagePattern: RegExp, path: RegExp]> = [
  [/node_modules\/meyda/, /^src\/core\/features\/lld\/spectral-shape\.ts$/],
  [/node_modules\/onnxruntime/, /^src\/core\/classifier\/onnx-classifier\.ts$/],
  [/node_modules\/(kysely|better-sqlite3|pg)\//, /^src\/(storage|wellbeing|people)\//],
  [/node_modules\/ioredis/, /^src\/delivery\//],
  [/node_modules\/(fastify|@fastify)/, /^src\/(http|storage|wellbeing|people|app)\//],
  [/node_modules\/preact/, /^src\/web\//],
];

/**
 * Compares the tree under `root` with the table of rooms in its ARCHITECTURE.md, both ways: an import that no row
 * allows is a violation, and so is a permission that no import uses.
 * @throws Error when nothing was cruised
 */
export async function examineStructure(root: string): Promise<StructureFigures> {
  const rows = readRoomTable(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8'));
  const { options } = JSON.parse(readFileSync('.dependency-cruiser.json', 'utf8')) as {
    options: ICruiseOptions;
  };
  const circles: ICruiseOptions = {
    ruleSet: { forbidden: [{ name: 'circle', severity: 'error', from: {}, to: { circular: true } }] },
    validate: true,
  };
  const reply = await cruise(['src'], { ...options, ...circles, baseDir: root }, undefined, {
    tsConfig: extractTSConfig('tsconfig.json'),
  });
  const result = reply.output as ICruiseResult;
  if (result.summary.totalCruised === 0)
    throw new Error('No module was cruised: the structure was not checked.');
  const crossings = crossingsOf(result);
  const rings = circlesOf(result);
  const folders = new Set(result.modules.flatMap(({ source }) => folderOf(source)));
  return {
    modules: result.summary.totalCruised,
    rooms: folders.size,
    floors: floorsOf(betweenRooms(crossings)),
    arrows: new Set(betweenRooms(crossings).map(({ from, to }) => `${from} → ${to}`)).size,
    circles: rings.length,
    violations: [
      ...rings.map((ring) => `circle: ${ring}`),
      ...forbiddenImports(rows, result),
      ...unusedPermissions(rows, result),
      ...misplacedPackages(result),
    ],
  };
}

function folderOf(path: string): string[] {
  const match = /^src\/(core\/[^/]+|[^/]+)\//.exec(path);
  return match === null ? [] : [match[1]!];
}

function forbiddenImports(rows: readonly RoomRow[], result: ICruiseResult): readonly string[] {
  const byRoom = new Map(rows.map((row) => [row.room, row]));
  return crossingsOf(result).flatMap(({ from, to, isTypeOnly, files }) => {
    const row = byRoom.get(from);
    if (row === undefined) return [`no row for ${from}: ${files}`];
    if (row.imports.includes(to) || (isTypeOnly && row.types.includes(to))) return [];
    return [`${from} may not import ${to}${isTypeOnly ? ', not even a type' : ''}: ${files}`];
  });
}

function unusedPermissions(rows: readonly RoomRow[], result: ICruiseResult): readonly string[] {
  const crossings = crossingsOf(result);
  const isUsed = (from: string, to: string, asType: boolean) =>
    crossings.some(
      (crossing) => crossing.from === from && crossing.to === to && crossing.isTypeOnly === asType,
    );
  return rows.flatMap(({ room, imports, types }) => [
    ...imports.filter((to) => !isUsed(room, to, false)).map((to) => `nothing uses: ${room} may import ${to}`),
    ...types
      .filter((to) => !isUsed(room, to, true))
      .map((to) => `nothing uses: ${room} may import types of ${to}`),
  ]);
}

function misplacedPackages(result: ICruiseResult): readonly string[] {
  return result.modules.flatMap(({ source, dependencies }) =>
    dependencies.flatMap(({ resolved }) => {
      if (!source.startsWith('src/')) return [];
      if (/^(scripts|test)\//.test(resolved))
        return [`src never imports scripts or tests: ${source} → ${resolved}`];
      const wrong = ONLY_IN.some(([pattern, path]) => pattern.test(resolved) && !path.test(source));
      return wrong ? [`this package has one place, and it is not here: ${source} → ${resolved}`] : [];
    }),
  );
}
