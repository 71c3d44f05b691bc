import { availableParallelism } from 'node:os';
import { describe, expect, it } from 'vitest';
import { availableCores } from '../../src/app/available-cores.js';

const coresUnder = (files: Record<string, string>) => availableCores((file) => files[file] ?? null);
const V2 = '/sys/fs/cgroup/cpu.max';
const V1 = (name: string) => `/sys/fs/cgroup/cpu/cpu.cfs_${name}_us`;

describe('availableCores', () => {
  it.each([
    ['a quota of one core and a half', { [V2]: '150000 100000\n' }, 1],
    ['a quota of a tenth', { [V2]: '10000 100000\n' }, 1],
    ['no quota (v2)', { [V2]: 'max 100000\n' }, availableParallelism()],
    ['a quota of one core (v1)', { [V1('quota')]: '100000\n', [V1('period')]: '100000\n' }, 1],
    ['no quota (v1)', { [V1('quota')]: '-1\n', [V1('period')]: '100000\n' }, availableParallelism()],
    ['more than there are', { [V2]: '99900000 100000\n' }, availableParallelism()],
    ['no cgroup at all', {}, availableParallelism()],
  ])('reads %s', (_, files, cores) => {
    expect(coresUnder(files)).toBe(cores);
  });
});
