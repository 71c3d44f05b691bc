/**
 * Writes what makes the client libraries in dist/web typed: the HTTP interface as TypeScript, from the OpenAPI document of
 * the routes, and the declarations of evenkeel-desktop.js.
 *
 *   npm run build:clients -- [--out dist/web]
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { httpApiDocument } from './http-api-page.js';
import { readOptions } from './read-options.js';

const { values } = readOptions(
  `npm run build:clients -- [options]

Writes the types of the client libraries, from the OpenAPI document of the routes and the script of the desktop.

  --out FOLDER       default dist/web`,
  { out: { type: 'string', default: join('dist', 'web') } },
);
const { out } = values;

mkdirSync(out, { recursive: true });
const document = structuredClone(await httpApiDocument()) as unknown as OpenAPI3;
writeFileSync(
  join(out, 'evenkeel-http-paths.d.ts'),
  `// Made from the routes' own schemas.\n${astToString(await openapiTS(document))}`,
);
execFileSync(
  process.execPath,
  [
    'node_modules/typescript/bin/tsc',
    ...['--allowJs', '--declaration', '--emitDeclarationOnly', '--skipLibCheck'],
    ...['--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler', '--lib', 'es2022,dom'],
    ...['--ignoreConfig', '--outDir', out, 'src/web/public/evenkeel-desktop.js'],
  ],
  { stdio: 'inherit' },
);
