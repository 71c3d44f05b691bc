import type { LeadSource } from '../../storage/lead-source.js';
import type { Span } from '../../storage/own-records/own-cues.js';

/**
 * Data quality is told in bands, for the whole tenant: a band is about connectors and notices, and reveals nothing that
 * could be subtracted from a team's numbers.
 */
export const QUALITY_BANDS = ['under-1', '1-to-5', '5-to-20', '20-to-50', 'over-50'] as const;
export type QualityBand = (typeof QUALITY_BANDS)[number];

export type Quality = {
  /** Share of calls in which the caller's emotion could not be heard, for any reason. */
  readonly notHeard: QualityBand;
  /** Share of calls without a notice, or with an objection. */
  readonly withoutNotice: QualityBand;
  /** Share of calls of which no agent was known. */
  readonly unbound: QualityBand;
};

/** Null where fewer than k agents had calls. */
export async function loadQuality(
  source: LeadSource,
  tenant: string,
  span: Span,
  k: number,
): Promise<{ readonly quality: Quality; readonly agents: number } | null> {
  const rows = await source
    .selectFrom('calls')
    .select(({ fn }) => ['agent_id', 'coverage', fn.countAll<number>().as('calls')])
    .where('tenant', '=', tenant)
    .where('started_at', '>=', span.from)
    .where('started_at', '<', span.to)
    .groupBy(['agent_id', 'coverage'])
    .execute();
  const agents = new Set(rows.flatMap(({ agent_id }) => (agent_id === null ? [] : [agent_id])));
  if (agents.size < k) return null;
  const count = (holds: (row: (typeof rows)[number]) => boolean) =>
    rows.filter(holds).reduce((sum, { calls }) => sum + Number(calls), 0);
  const all = count(() => true);
  return {
    agents: agents.size,
    quality: {
      notHeard: bandOf(count(({ coverage }) => coverage !== 'complete' && coverage !== 'gaps') / all),
      withoutNotice: bandOf(
        count(({ coverage }) => coverage === 'no-notice' || coverage === 'objection') / all,
      ),
      unbound: bandOf(count(({ agent_id }) => agent_id === null) / all),
    },
  };
}

export function bandOf(share: number): QualityBand {
  if (share < 0.01) return 'under-1';
  if (share < 0.05) return '1-to-5';
  if (share < 0.2) return '5-to-20';
  return share < 0.5 ? '20-to-50' : 'over-50';
}
