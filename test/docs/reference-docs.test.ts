import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.js';

describe('the reference pages', () => {
  it('are what the code says', () => {
    const check = () =>
      execFileSync('npx', ['tsx', 'scripts/make-reference-docs.ts', '--check'], { stdio: 'pipe' }).toString();
    expect(check()).toBe('');
  }, 240_000);

  it('include an example file that loads and changes nothing', () => {
    expect(loadConfig({ file: 'deploy/evenkeel.example.yaml', env: {} })).toEqual(loadConfig({ env: {} }));
  });
});
