import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examineDoors } from '../../scripts/doors/examine-doors.js';

describe('examineDoors', () => {
  let root = '';
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'doors-'));
    mkdirSync(join(root, 'src/http'), { recursive: true });
    const options = { strict: true, target: 'es2022', module: 'nodenext', types: [] };
    writeFileSync(
      join(root, 'tsconfig.json'),
      JSON.stringify({ compilerOptions: options, include: ['src'] }),
    );
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  function found(text: string, path = 'src/planted.ts'): readonly string[] {
    writeFileSync(join(root, path), text);
    try {
      return examineDoors(join(root, 'tsconfig.json'), root);
    } finally {
      rmSync(join(root, path));
    }
  }

  it('finds tables that outside text is looked up in', () => {
    const table = 'const TABLE: Record<string, number> = { a: 1 };\nexport const f = (name: string) => ';
    expect(found(`${table}TABLE[name];\n`)).toEqual([
      expect.stringContaining('src/planted.ts:2: TABLE[name]'),
    ]);
    expect(found(`${table}name in TABLE;\n`)).toEqual([expect.stringContaining('name in TABLE')]);
  });

  it('lets arrays, known words and maps be', () => {
    const text = `const TABLE = { a: 1, b: 2 };
      export const f = (name: 'a' | 'b', at: number) => [TABLE[name], [1, 2][at], new Map([['a', 1]]).get(name)];
      export const g = (value: object) => 'a' in value;\n`;
    expect(found(text)).toEqual([]);
  });

  it('finds emitters that nobody listens to, and sockets accepted elsewhere', () => {
    const classes = `declare class Redis { on(event: string, f: () => void): void }
      declare class WebSocketServer {}\n`;
    expect(found(`${classes}export const f = () => { const line = new Redis(); return line; };\n`)).toEqual([
      expect.stringContaining('Redis is made without an error listener'),
    ]);
    expect(
      found(`${classes}export const f = () => { const line = new Redis(); line.on('error', () => {}); };\n`),
    ).toEqual([]);
    expect(found(`${classes}export const door = new WebSocketServer();\n`)).toEqual([
      expect.stringContaining('src/http/web-socket-door.ts alone'),
    ]);
    expect(
      found(`${classes}export const door = new WebSocketServer();\n`, 'src/http/web-socket-door.ts'),
    ).toEqual([]);
  });

  it('finds names that are taken as any text', () => {
    const schema = (field: string) =>
      `declare const z: { string(): { min(n: number): object } };\nexport const s = { ${field}: z.string().min(1) };\n`;
    for (const field of ['callId', 'tenant', 'userName'])
      expect(found(schema(field))).toEqual([expect.stringContaining('use identifier')]);
    expect(found(schema('sentence'))).toEqual([]);
  });
});
