import { cpSync, existsSync, statSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MarkdownRenderer } from 'vitepress';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Files that pages link to and that are no pages themselves: examples, schemas, settings. */
const linked = new Set<string>();

/**
 * Makes the links of the repository's documents right in the site: a folder leads to its first page, and a file that is
 * no page is copied along, at its own path.
 */
export function linksOfRepository(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('repository-links', ({ tokens, env }) => {
    const folder = posix.dirname(relative(ROOT, (env as { realPath?: string; path: string }).path));
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      // Braces in code are a platform's, not a template of ours.
      if (token.type === 'code_inline') token.attrSet('v-pre', '');
      if (token.type !== 'link_open') continue;
      const href = token.attrGet('href') ?? '';
      if (/^([a-z]+:|#|\/)/i.test(href)) continue;
      const [path = '', anchor] = href.split('#', 2);
      const target = posix.join(folder === '.' ? '' : folder, decodeURI(path));
      const hash = anchor === undefined ? '' : `#${anchor}`;
      const file = join(ROOT, target);
      if (!existsSync(file)) continue;
      if (statSync(file).isDirectory()) token.attrSet('href', `${path.replace(/\/?$/, '/')}${hash}`);
      else if (path.endsWith('README.md'))
        token.attrSet('href', `${path.slice(0, -'README.md'.length) || './'}${hash}`);
      else if (!path.endsWith('.md')) {
        linked.add(target);
        // The theme leaves a link with a target as it is.
        token.attrSet('target', '_self');
      }
    }
  });
}

export function copyLinkedFiles(outDir: string): void {
  for (const file of linked) cpSync(join(ROOT, file), join(outDir, file), { recursive: true });
}
