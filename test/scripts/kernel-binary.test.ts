import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { kernelModule } from '../../scripts/kernel-module.js';

it('the committed kernels are what their source compiles to', () => {
  expect(readFileSync('src/core/features/kernels/kernel-binary.ts', 'utf8')).toBe(kernelModule());
}, 300_000);
