import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const root = dirname(fileURLToPath(import.meta.url));

/** One page per HTML file of this folder; served by the application under `/`. */
export default defineConfig({
  root,
  base: './',
  cacheDir: join(root, '../../node_modules/.vite-web'),
  build: {
    outDir: join(root, '../../dist/web'),
    emptyOutDir: true,
    rollupOptions: {
      input: readdirSync(root)
        .filter((name) => name.endsWith('.html'))
        .map((page) => join(root, page)),
    },
  },
});
