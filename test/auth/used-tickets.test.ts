import { describe, expect, it } from 'vitest';
import type { PresentedTicket } from '../../src/auth/binding-ticket.js';
import { UsedTickets } from '../../src/auth/used-tickets.js';

const HOUR_MS = 3_600_000;
const ticket = (id: string, tenant = 'acme'): PresentedTicket => ({
  tenant,
  platform: 'native',
  callId: 'c',
  agentId: 'ada',
  id,
  expiresAtMs: 60_000,
});
const bind = async () => 'bound';

describe('UsedTickets', () => {
  it('lets a ticket bind once, and again only while its agent is on the call', async () => {
    const used = new UsedTickets(() => 0);
    expect(await used.bindOnce(ticket('1'), false, bind)).toBe('bound');
    expect(await used.bindOnce(ticket('1'), true, bind)).toBe('bound');
    await expect(used.bindOnce(ticket('1'), false, bind)).rejects.toMatchObject({
      code: 'binding.ticket-invalid',
    });
    expect(await used.bindOnce(ticket('2'), false, bind)).toBe('bound');
  });

  it('does not use up a ticket whose call could not be bound', async () => {
    const used = new UsedTickets(() => 0);
    const fail = () => Promise.reject(new Error('the database is away'));
    await expect(used.bindOnce(ticket('1'), false, fail)).rejects.toThrow('away');
    expect(await used.bindOnce(ticket('1'), false, bind)).toBe('bound');
  });

  it('has room for so many of each tenant, and again when they have ended', async () => {
    let nowMs = 0;
    const used = new UsedTickets(() => nowMs, 1);
    await used.bindOnce(ticket('1'), false, bind);
    await expect(used.bindOnce(ticket('2'), false, bind)).rejects.toMatchObject({
      code: 'binding.limit-reached',
    });
    expect(await used.bindOnce(ticket('3', 'other'), false, bind)).toBe('bound');
    nowMs = HOUR_MS;
    expect(await used.bindOnce(ticket('2'), false, bind)).toBe('bound');
  });
});
