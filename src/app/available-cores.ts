import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const CPU_MAX = '/sys/fs/cgroup/cpu.max';
const QUOTA = '/sys/fs/cgroup/cpu/cpu.cfs_quota_us';
const PERIOD = '/sys/fs/cgroup/cpu/cpu.cfs_period_us';

/**
 * Whole cores that this process may use: what the container's quota allows (cgroup v2 or v1), but no more than the
 * processors that it may run on. Node itself does not look at the quota.
 */
export function availableCores(read: (file: string) => string | null = readOrNull): number {
  const processors = availableParallelism();
  const quota = quotaOf(read);
  return quota === null ? processors : Math.max(1, Math.min(processors, Math.floor(quota)));
}

/** Cores of the quota; null = there is none. */
function quotaOf(read: (file: string) => string | null): number | null {
  const [max, maxPeriod] = read(CPU_MAX)?.trim().split(' ') ?? [];
  const cores =
    max === undefined ? Number(read(QUOTA)) / Number(read(PERIOD)) : Number(max) / Number(maxPeriod);
  return Number.isFinite(cores) && cores > 0 ? cores : null;
}

function readOrNull(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
