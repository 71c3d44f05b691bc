import { defineConfig } from 'vitepress';
import { ENGLISH, SIMPLIFIED_CHINESE } from './locales.js';
import { copyLinkedFiles, linksOfRepository } from './repository-links.js';
import { headingSlug, searchWords } from './words.js';

/**
 * The documentation as a site: `npm run docs:build`, then serve `docs/.vitepress/dist` from anywhere. Pages are the files that a
 * code host shows, at the same paths, so that a relative link is right in both places.
 */
export default defineConfig({
  title: 'Evenkeel',
  description: 'A real-time voice coaching sidecar for contact centres',
  srcDir: '..',
  srcExclude: ['**/node_modules/**', '{src,test,deploy,dist,data,release,coverage}/**', 'third-party/**'],
  // A folder's README is its first page.
  rewrites: (path) => path.replace(/(^|\/)README\.md$/, '$1index.md'),
  outDir: '.vitepress/dist',
  cacheDir: '.vitepress/cache',
  lastUpdated: false,
  locales: { root: ENGLISH, 'docs/zh-CN': SIMPLIFIED_CHINESE },
  themeConfig: {
    // Few pages have a translation: the switch leads to the start of the other language.
    i18nRouting: false,
    // Made with the pages and searched in the browser: nothing is asked of anybody.
    search: {
      provider: 'local',
      options: {
        locales: { 'docs/zh-CN': { translations: SIMPLIFIED_CHINESE.search } },
        miniSearch: { options: { tokenize: searchWords } },
      },
    },
  },
  markdown: { anchor: { slugify: headingSlug }, config: linksOfRepository },
  buildEnd: ({ outDir }) => copyLinkedFiles(outDir),
});
