import { type TokenVerifier, tokenVerifier } from '../auth/verify-token.js';
import type { Config } from '../config/config-schema.js';
import type { AgentServer } from '../delivery/agent-server.js';
import { CallCoordinator } from '../live/call-coordinator.js';
import type { LiveView } from '../live/try/live-view.js';
import type { AppContext } from './app-context.js';
import { createCoachHost } from './create-coach-host.js';
import { createDesktops } from './create-desktops.js';
import { createIngest, type Ingest } from './create-ingest.js';
import { createLiveView } from './create-live-view.js';
import { createSignIn, type SignIn } from './create-sign-in.js';
import type { ForVisitors } from './for-visitors.js';
import { ingestMetrics } from './ingest-metrics.js';
import type { OpenParts } from './open-parts.js';
import type { OpenResources } from './open-resources.js';
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
  resources: OpenResources,
  options: ServicesOptions,
): Promise<Services> {
  const { config, clock, logger, metrics, dependencies } = context;
  const coordinator = await openCoordinator(context, parts, resources, options);
  const tokens = tokenVerifier(config.auth, options.authInForce, ({ isUp, cause }) =>
    dependencies.report('keys', isUp, cause),
  );
  const signIn = await createSignIn(config, {
    storage: parts.storage,
    tokens,
    auth: options.authInForce,
    now: () => clock.wallMs(),
  });
  const observer = ingestMetrics(metrics, logger, () => clock.monotonicMs());
  const ingest = createIngest(config, {
    tokens,
    clock,
    observer,
    sink: coordinator.sink,
    isOverloaded: () => coordinator.isOverloaded,
  });
  const refusals = new RefusalLog('desktop', logger, () => clock.monotonicMs());
  const visitors: ForVisitors = {
    tokens,
    signIn,
    coordinator,
    onRefused: (code, peer) => refusals.add({ code, peer }),
  };
  const desktops = createDesktops(context, parts, visitors);
  const liveView = createLiveView(context, parts, visitors);
  return { tokens, signIn, coordinator, ingest, desktops, liveView };
}

async function openCoordinator(
  context: AppContext,
  parts: OpenParts,
  resources: OpenResources,
  { isOwnModel }: ServicesOptions,
): Promise<CallCoordinator> {
  let coordinator: CallCoordinator | undefined;
  const host = await resources.open(
    'coaches',
    () =>
      createCoachHost(context.config, {
        ...context,
        classifier: parts.classifier,
        isOwnModel,
        onRestart: (coaches) => coordinator?.restate(coaches),
      }),
    (opened) => opened.close(),
  );
  coordinator = new CallCoordinator({
    ...context,
    ...parts,
    host,
    writer: parts.storage.writer,
    onFault: context.faultIn('round'),
  });
  return coordinator;
}
