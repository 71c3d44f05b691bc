import { type TokenVerifier, tokenVerifier } from '../auth/verify-token.js';
import type { Config } from '../config/config-schema.js';
import { AgentServer } from '../delivery/agent-server.js';
import type { ErrorCode } from '../errors.js';
import { CallCoordinator } from '../live/call-coordinator.js';
import { LiveView } from '../live/try/live-view.js';
import type { AppContext } from './app-context.js';
import { createCoachHost } from './create-coach-host.js';
import { createIngest, type Ingest } from './create-ingest.js';
import { createSignIn, type SignIn } from './create-sign-in.js';
import { ingestMetrics } from './ingest-metrics.js';
import type { OpenParts } from './open-parts.js';
import type { Openings } from './openings.js';
import { RefusalLog } from './refusal-log.js';

/** What serves calls, desktops and pages. Nothing runs until it is started. */
export type Services = {
  readonly tokens: TokenVerifier;
  readonly signIn: SignIn;
  readonly coordinator: CallCoordinator;
  readonly ingest: Ingest;
  readonly desktops: AgentServer;
  readonly liveView: LiveView;
};

export type ServicesOptions = {
  /** False where the classifier was handed in: no other thread can load it. */
  readonly isOwnModel: boolean;
  /** Asked for every token: revocations may change with a reload. */
  readonly authInForce: () => Config['auth'];
};

/** Makes what serves calls; opens only the threads that coach them. */
export async function createServices(
  context: AppContext,
  parts: OpenParts,
  openings: Openings,
  options: ServicesOptions,
): Promise<Services> {
  const { config, clock, logger, metrics, faultIn } = context;
  const { classifier, storage } = parts;
  let made: CallCoordinator | undefined;
  const host = await openings.open(
    'coaches',
    () =>
      createCoachHost(config, {
        ...context,
        classifier,
        isOwnModel: options.isOwnModel,
        onRestart: (coaches) => made?.restate(coaches),
      }),
    (opened) => opened.close(),
  );
  const tokens = tokenVerifier(config.auth, options.authInForce, ({ isUp, cause }) =>
    context.dependencies.report('keys', isUp, cause),
  );
  const signIn = await createSignIn(config, {
    storage,
    tokens,
    auth: options.authInForce,
    now: () => clock.wallMs(),
  });
  const coordinator = new CallCoordinator({
    ...context,
    ...parts,
    host,
    writer: storage.writer,
    onFault: faultIn('round'),
  });
  made = coordinator;
  const observer = ingestMetrics(metrics, logger, () => clock.monotonicMs());
  const ingest = createIngest(config, { tokens, clock, observer, sink: coordinator.sink });
  const refusals = new RefusalLog('desktop', logger, () => clock.monotonicMs());
  const onRefused = (code: ErrorCode, peer: string | null) => refusals.add({ code, peer });
  const desktops = new AgentServer({
    bus: parts.bus,
    verifyToken: signIn.verify,
    verifyBinding: (ticket) => tokens.verifyBinding(ticket),
    bindCall: (call, agent) => coordinator.bindByTicket(call, agent),
    limits: config.desktop,
    selfCoachingOffered: config.desktop.selfCoachingLegalBasis !== null,
    now: () => clock.wallMs(),
    monotonicMs: () => clock.monotonicMs(),
    onCount: (open) => metrics.desktopsOpen.set(open),
    onCueSent: (afterMs) => metrics.cueDelay.observe(Math.max(0, afterMs) / 1000),
    onDropped: () => metrics.desktopMessagesDropped.inc(),
    onRefused,
    onFault: faultIn('desktop'),
  });
  const liveView = new LiveView({
    settings: config,
    verifyToken: (token) => tokens.verify(token),
    classifier,
    onRefused,
    onFailure: () => metrics.inferenceFailures.inc(),
    onFault: faultIn('round'),
  });
  return { tokens, signIn, coordinator, ingest, desktops, liveView };
}
