import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { currentManifest, IMAGE_FOLDER, MANIFEST, PICTURES } from '../../scripts/pictures/picture-list.js';

describe('the pictures in docs/images', () => {
  it('show what the pages look like now: else run `npm run build && npm run docs:pictures`', () => {
    expect(JSON.parse(readFileSync(MANIFEST, 'utf8'))).toEqual(currentManifest());
  });

  it('are all in the list, and all there', () => {
    const there = readdirSync(IMAGE_FOLDER).filter((name) => name.endsWith('.png'));
    expect(there.sort()).toEqual(Object.keys(PICTURES).sort());
  });
});
