import { UsedTickets } from '../auth/used-tickets.js';
import { AgentServer } from '../delivery/agent-server.js';
import { observeTraced } from '../telemetry/observe-traced.js';
import type { AppContext } from './app-context.js';
import type { ForVisitors } from './for-visitors.js';
import type { OpenParts } from './open-parts.js';

/** The agents' desktops; they are let in once the server takes upgrades. */
export function createDesktops(
  { config, clock, metrics, faultIn }: AppContext,
  { bus, bindings, traces }: OpenParts,
  { tokens, signIn, coordinator, onRefused }: ForVisitors,
): AgentServer {
  const used = new UsedTickets(() => clock.wallMs());
  return new AgentServer({
    bus,
    verifyToken: signIn.verify,
    verifyBinding: (ticket) => tokens.verifyBinding(ticket),
    bindCall: (ticket) => {
      const { tenant, platform, callId, agentId } = ticket;
      const call = { tenant, platform, callId };
      const stands = bindings.of(call)?.agent.agentId === agentId;
      return used.bindOnce(ticket, stands, () => coordinator.bindByTicket(call, { tenant, agentId }));
    },
    limits: config.desktop,
    selfCoachingOffered: config.desktop.selfCoachingLegalBasis !== null,
    now: () => clock.wallMs(),
    monotonicMs: () => clock.monotonicMs(),
    onCount: (open) => metrics.desktopsOpen.set(open),
    onCueSent: (afterMs, callRef) =>
      observeTraced(metrics.cueDelay, Math.max(0, afterMs) / 1000, traces.traceOf(callRef)),
    onDropped: () => metrics.desktopMessagesDropped.inc(),
    onRefused,
    onFault: faultIn('desktop'),
  });
}
