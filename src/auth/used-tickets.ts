import { EvenkeelError } from '../errors.js';
import type { PresentedTicket } from './binding-ticket.js';

/** Tickets of one tenant that are remembered at one time; one more is refused. */
const MOST_PER_TENANT = 20_000;
/** A ticket may pass for as long after its end, where clocks are allowed to differ. */
const AFTER_END_MS = 60_000;

/** The tickets that have bound a call at this node: each does so once. */
export class UsedTickets {
  readonly #now: () => number;
  readonly #mostPerTenant: number;
  /** By tenant and id: the end. */
  readonly #used = new Map<string, Map<string, number>>();

  /** `now`: milliseconds since the epoch, as in a ticket. */
  constructor(now: () => number, mostPerTenant = MOST_PER_TENANT) {
    this.#now = now;
    this.#mostPerTenant = mostPerTenant;
  }

  /**
   * Binds by the ticket, unless it has done so before; one that could not be bound is good again. `stands`: the agent is
   * on the call, so that a desktop that connects again may show its ticket again.
   * @throws EvenkeelError `binding.ticket-invalid`, `binding.limit-reached`
   */
  async bindOnce<T>(ticket: PresentedTicket, stands: boolean, bind: () => Promise<T>): Promise<T> {
    const { tenant, id, expiresAtMs } = ticket;
    const used = this.#used.get(tenant) ?? new Map<string, number>();
    this.#used.set(tenant, used);
    for (const [one, endMs] of used) if (endMs < this.#now()) used.delete(one);
    const wasUsed = used.has(id);
    if (wasUsed && !stands) throw new EvenkeelError('binding.ticket-invalid', 'It has been used.');
    if (!wasUsed && used.size >= this.#mostPerTenant) throw new EvenkeelError('binding.limit-reached');
    used.set(id, expiresAtMs + AFTER_END_MS);
    try {
      return await bind();
    } catch (cause) {
      if (!wasUsed) used.delete(id);
      throw cause;
    }
  }
}
