import type { Layout } from '../../src/lab/telephones/call-plan.js';
import type { Telephone } from '../../src/lab/telephones/telephone.js';

/** One way in which a platform puts a call's audio on sockets. */
export type PlatformLine = { readonly name: string; readonly telephone: Telephone; readonly layout: Layout };

/** Every way of every platform. One that sends the customer alone has no line on which an agent is heard. */
export function platformLines(telephones: readonly Telephone[]): readonly PlatformLine[] {
  return telephones.flatMap((telephone) => {
    const both = telephone.layouts.filter((layout) => layout !== 'customer');
    const layouts = both.length === 0 ? telephone.layouts : both;
    return layouts.map((layout) => ({ name: `${telephone.name}, ${layout}`, telephone, layout }));
  });
}

/** Does the work for all, so many at a time: a node hears many calls at once, as it does in earnest. */
export async function inGroups<T>(
  all: readonly T[],
  size: number,
  work: (group: readonly T[]) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < all.length; at += size) await work(all.slice(at, at + size));
}

export const CALLS_AT_ONCE = 12;
