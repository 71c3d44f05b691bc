import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in these: `getconf CLK_TCK`, 100 on every platform that Node supports. */
const TICKS_PER_SECOND = 100;
const PAGE_BYTES = 4096;

export type ProcessUsage = {
  /** User and system time of all threads since the process began. */
  readonly cpuSeconds: number;
  /** The part of it that the kernel took: sockets, mostly. */
  readonly systemSeconds: number;
  readonly rssBytes: number;
  readonly descriptors: number;
};

/** Reads what another process has used (proc(5)). Its children do not count. */
export function processUsage(pid: number): ProcessUsage {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may hold anything; the fields after it are numbered from 3.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const field = (number: number) => Number(fields[number - 3]);
  return {
    cpuSeconds: (field(14) + field(15)) / TICKS_PER_SECOND,
    systemSeconds: field(15) / TICKS_PER_SECOND,
    rssBytes: field(24) * PAGE_BYTES,
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
  };
}
