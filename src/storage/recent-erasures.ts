import type { ErasedKeys } from '../binding/standing-store.js';
import type { Database } from './database.js';
import { digestOf, type Subject, subjectText } from './subject-digest.js';

/** How long erasures are announced: longer than the clocks of nodes may differ. */
const RECENT_MS = 15 * 60_000;

/** Recent erasures, each announced once. */
export class RecentErasures {
  readonly #db: Database;
  /** By tenant, digest and moment. */
  readonly #told = new Map<string, number>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** What was erased since the last question; null = nothing. */
  async next(now: number): Promise<ErasedKeys | null> {
    const rows = await this.#db
      .selectFrom('erasures')
      .innerJoin('audit_salts', 'audit_salts.tenant', 'erasures.tenant')
      .select(['erasures.tenant', 'erasures.subject', 'erasures.at', 'audit_salts.salt'])
      .where('erasures.at', '>', now - RECENT_MS)
      .execute();
    for (const [mark, at] of this.#told) if (at <= now - RECENT_MS) this.#told.delete(mark);
    const erased = new Map<string, { readonly salt: string; readonly subjects: Set<string> }>();
    for (const { tenant, subject, at, salt } of rows) {
      const mark = `${tenant} ${subject} ${at}`;
      if (this.#told.has(mark)) continue;
      this.#told.set(mark, at);
      const known = erased.get(tenant) ?? { salt, subjects: new Set() };
      erased.set(tenant, known);
      known.subjects.add(subject);
    }
    if (erased.size === 0) return null;
    const has = (tenant: string, subject: Subject) => {
      const known = erased.get(tenant);
      return known?.subjects.has(digestOf(subjectText(subject), known.salt)) ?? false;
    };
    return {
      agent: ({ tenant, agentId }) => has(tenant, { of: 'agent', agentId }),
      call: ({ tenant, platform, callId }, agentId) =>
        has(tenant, { of: 'call', platform, callId }) ||
        (agentId !== null && has(tenant, { of: 'own-call', platform, callId, agentId })),
    };
  }
}
