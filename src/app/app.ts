import { issueBindingTicket } from '../auth/issue-token.js';
import { tokenVerifier } from '../auth/verify-token.js';
import { BINDING_LIFETIME_MS, BindingRegistry } from '../binding/binding-registry.js';
import { OBJECTION_LIFETIME_MS, ObjectionRegistry } from '../binding/objection-registry.js';
import { SharedStanding } from '../binding/shared-standing.js';
import { SINGLE_NODE_NOTICE } from '../binding/single-node-notice.js';
import type { StandingNotice } from '../binding/standing-store.js';
import type { Config } from '../config/config-schema.js';
import { containAsync } from '../containment.js';
import type { Classifier } from '../core/classifier/classifier.js';
import { OnnxClassifier, quietWindow } from '../core/classifier/onnx-classifier.js';
import { AgentServer } from '../delivery/agent-server.js';
import type { CueBus } from '../delivery/cue-bus.js';
import { cueFeedRoute } from '../delivery/cue-feed-route.js';
import { LocalCueBus } from '../delivery/local-cue-bus.js';
import type { BusHooks } from '../delivery/redis-cue-bus.js';
import { rightsGuard } from '../http/authenticate.js';
import { createHttpServer, listen, replaceCertificate } from '../http/http-server.js';
import { bindingsRoutes } from '../http/routes/bindings-routes.js';
import { lineRoute } from '../http/routes/line-route.js';
import { mediaRoute } from '../http/routes/media-route.js';
import { panelSettingsRoute } from '../http/routes/panel-settings-route.js';
import { tryPageGate } from '../http/routes/try-page-gate.js';
import { takeUpgrades } from '../http/upgrade-gate.js';
import type { Upgrade } from '../http/web-socket-door.js';
import { type IngestClock, systemClock } from '../ingest/ingest-clock.js';
import { Lifecycle } from '../lifecycle.js';
import { CallCoordinator } from '../live/call-coordinator.js';
import { startTicker } from '../live/ticker.js';
import { LiveView } from '../live/try/live-view.js';
import { standingDatabase } from '../storage/standing-database.js';
import { openStorage } from '../storage/storage.js';
import type { WriterRest } from '../storage/writer/batched-record-writer.js';
import { createLogger, type Logger } from '../telemetry/logger.js';
import { createMetrics } from '../telemetry/metrics.js';
import { startWellbeingJobs } from '../wellbeing/wellbeing-jobs.js';
import { ConfigReloader, type ReloadOutcome } from './config-reloader.js';
import { createCoachHost } from './create-coach-host.js';
import { createIngest } from './create-ingest.js';
import { faultReport } from './fault-report.js';
import { ingestMetrics } from './ingest-metrics.js';
import { MODEL_PATH, VERSION, WEB_FOLDER } from './package-root.js';
import { compareClocks, preflight, warningsOf } from './preflight.js';
import { type StopStep, stopInOrder } from './stop-in-order.js';
import { storageMetrics } from './storage-metrics.js';
import { wellbeingRoutes } from './wellbeing-routes.js';

/** Things a test or the demo may use instead of the real ones. */
export type AppParts = {
  readonly logger?: Logger;
  readonly classifier?: Classifier;
  readonly clock?: IngestClock;
  /** Reads the configuration again, for a reload; without it a reload finds nothing changed. */
  readonly reloadConfig?: () => Config;
};

/** The whole sidecar in one process. */
export type App = {
  /** The configuration in force: what was given, or what the last reload took over. */
  config(): Config;
  /** Takes over a changed configuration where calls do not feel it; says in the log what was refused. */
  reload(): ReloadOutcome;
  /** Begins to serve; resolves to the base URL. */
  listen(): Promise<string>;
  /** Takes no new calls, lets those in progress end within the limit, makes everything durable, and stops. Says what was not kept. */
  stop(limitMs: number): Promise<WriterRest>;
  /** Cuts short the waiting of a stop under way: calls end now, and what was heard of them is still kept. */
  cutShort(): void;
};

/**
 * Builds everything from the configuration; nothing listens yet.
 * @throws EvenkeelError of the `model.`, `storage.` and `config.` codes: what is wrong is said before a call is taken
 */
export async function createApp(config: Config, parts: AppParts = {}): Promise<App> {
  const logger = parts.logger ?? createLogger(config.telemetry);
  const clock = parts.clock ?? systemClock;
  const metrics = createMetrics();
  const tls = preflight(config, clock.wallMs());
  const classifier =
    parts.classifier ?? (await OnnxClassifier.load({ modelPath: MODEL_PATH, ...config.model }));
  const storage = await openStorage(config.storage, logger, storageMetrics(metrics));
  await compareClocks(storage, clock.wallMs()).catch(async (cause: unknown) => {
    await storage.close(0);
    throw cause;
  });
  const host = await createCoachHost(config, {
    classifier,
    isOwnModel: parts.classifier === undefined,
    metrics,
    logger,
    onRestart: (coaches) => coordinator.restate(coaches),
  });
  const tokens = tokenVerifier(config.auth, () => reloader.current.auth);
  const faultIn = faultReport(metrics, logger);
  const bus = await connectBus(config, logger, {
    onFault: faultIn('bus'),
    onDropped: () => metrics.busMessagesRefused.inc(),
  });
  const bindings = new BindingRegistry(() => clock.monotonicMs());
  const objections = new ObjectionRegistry(() => clock.monotonicMs());
  const standing = new SharedStanding({
    bindings,
    objections,
    store: standingDatabase(storage, () => clock.wallMs(), {
      bindingMs: BINDING_LIFETIME_MS,
      objectionMs: OBJECTION_LIFETIME_MS,
    }),
    notice: await standingNotice(config),
    pollMs: config.storage.postgresUrl === null ? null : STANDING_POLL_MS,
    onFault: (cause) => logger.warn({ err: cause }, 'Bindings and objections could not be read or kept'),
  });
  const stopStanding = await standing.start();
  const lifecycle = new Lifecycle(faultIn('shutdown'));
  const coordinator = new CallCoordinator({
    config,
    classifier,
    host,
    bindings,
    objections,
    standing,
    bus,
    clock,
    logger,
    metrics,
    writer: storage.writer,
    onFault: faultIn('round'),
  });
  const observer = ingestMetrics(metrics, logger);
  const ingest = createIngest(config, { tokens, clock, observer, sink: coordinator.sink });
  const desktops = new AgentServer({
    bus,
    verifyToken: (token) => tokens.verify(token),
    verifyBinding: (ticket) => tokens.verifyBinding(ticket),
    limits: config.desktop,
    selfCoachingOffered: config.desktop.selfCoachingLegalBasis !== null,
    now: () => clock.wallMs(),
    onCount: (open) => metrics.desktopsOpen.set(open),
    onFault: faultIn('desktop'),
  });
  const liveView = new LiveView({
    coaching: config.coaching,
    verifyToken: (token) => tokens.verify(token),
    classifier,
    onFailure: () => metrics.inferenceFailures.inc(),
    onFault: faultIn('round'),
  });
  const requireRight = rightsGuard((token) => tokens.verify(token));
  const wellbeing = {
    db: storage.db,
    writer: storage.writer,
    config: config.wellbeing,
    logger,
    requireRight,
    now: () => clock.wallMs(),
    tellNodes: () => standing.spread(),
    onFault: faultIn('job'),
  };
  const http = await createHttpServer({
    logger,
    metrics,
    metricsToken: config.telemetry.metricsToken,
    frameAncestors: config.desktop.hostOrigins,
    trustedProxies: config.server.trustedProxies,
    bodyLimitBytes: config.server.bodyLimitBytes,
    tls,
    webFolder: WEB_FOLDER,
    isDraining: () => lifecycle.state !== 'running',
    checkReadiness: () => readiness(classifier),
    listWarnings: () => warningsOf(config, storage, clock.wallMs()),
    routes: [
      bindingsRoutes({
        bindings,
        standing,
        noticeOf: (call) => coordinator.noticeOf(call),
        issueTicket: (ticket, by) => issueBindingTicket(config.auth, ticket, by),
        requireRight,
      }),
      mediaRoute({ dial: (media) => ingest.dial(media), requireRight }),
      lineRoute({
        lines: (call) => ingest.server.lines(call),
        examinedMs: (call) => coordinator.examinedMs(call),
        requireRight,
      }),
      tryPageGate(config.desktop.tryPage),
      panelSettingsRoute({ hostOrigins: config.desktop.hostOrigins }),
      cueFeedRoute({
        requireRight,
        openFeed: (socket, token, language) => desktops.openFeed(socket, token, language),
      }),
      ...wellbeingRoutes(wellbeing),
    ],
  });
  const takeUpgrade = (path: string, upgrade: Upgrade) => {
    if (path === '/desktop') desktops.handleUpgrade(upgrade);
    else if (path === '/try' && config.desktop.tryPage) liveView.handleUpgrade(upgrade);
    else ingest.server.handleUpgrade(upgrade);
  };
  takeUpgrades(http.server, takeUpgrade, faultIn('upgrade'));
  const stopTicker = startTicker(
    config.calls.tickMs,
    async () => {
      await containAsync(faultIn('round'), () => coordinator.tick());
      await liveView.tick();
    },
    faultIn('round'),
  );
  const stopIngest = ingest.start();
  const stopJobs = startWellbeingJobs(wellbeing);
  for (const part of ingest.drainables) lifecycle.register(part);
  lifecycle.onDraining(() => {
    metrics.draining.set(1);
    desktops.drain();
  });

  metrics.buildInfo.set({ version: VERSION, node: process.version }, 1);
  metrics.streamsLimit.set(config.ingest.streamLimit);
  metrics.certificateExpiry.set((tls?.expiresAtMs ?? 0) / 1000);
  const reloader = new ConfigReloader(config, {
    load: parts.reloadConfig ?? (() => config),
    applyTls: (renewed) => replaceCertificate(http, renewed),
    now: () => clock.wallMs(),
    logger,
    metrics,
  });

  return {
    config: () => reloader.current,
    reload: () => reloader.reload(),
    async listen() {
      const url = await listen(http, config.server);
      lifecycle.running();
      return url;
    },
    async stop(limitMs) {
      let rest: WriterRest = { journalled: 0, lost: 0 };
      const step = (what: string, run: () => unknown, stepLimitMs = STEP_LIMIT_MS): StopStep => {
        return { what, run, limitMs: stepLimitMs };
      };
      const steps = [
        step('drain', () => lifecycle.drain(limitMs), limitMs + 2 * STEP_LIMIT_MS),
        step('rounds', stopTicker),
        step('calls', () => coordinator.endAll(), STORAGE_LIMIT_MS),
        step('ingest', stopIngest),
        step('jobs', stopJobs),
        step('desktops', () => desktops.close()),
        step('live view', () => liveView.close()),
        step('http', () => http.close()),
        step('standing', stopStanding),
        step(
          'storage',
          async () => {
            rest = await storage.close(STORAGE_LIMIT_MS);
          },
          2 * STORAGE_LIMIT_MS,
        ),
        step('bus', () => bus.close()),
        step('coaches', () => host.close()),
        step('classifier', () => classifier.close()),
      ];
      await stopInOrder(steps, (what) => (cause) => {
        metrics.faults.inc({ place: 'shutdown' });
        logger.error({ err: cause, step: what }, 'A step of the stop failed; the others are taken');
      });
      return rest;
    },
    cutShort: () => lifecycle.cutShort(),
  };
}

/** One node needs no bus but itself; several meet on Redis. */
async function connectBus(config: Config, logger: Logger, hooks: BusHooks): Promise<CueBus> {
  const { redisUrl } = config.desktop;
  if (redisUrl === null) return new LocalCueBus(hooks.onFault);
  // Loaded when it is needed: one node alone has no Redis.
  const { RedisCueBus } = await import('../delivery/redis-cue-bus.js');
  const onState = (state: 'ready' | 'lost') => logger.info({ state }, 'The line to Redis changed');
  return RedisCueBus.connect({ url: redisUrl, onState, ...hooks });
}

/** How often a node that shares a database reads what others were told, should the notice not reach it. */
const STANDING_POLL_MS = 1_000;

/** Several nodes tell each other over Redis that something stands differently. */
async function standingNotice({ desktop: { redisUrl } }: Config): Promise<StandingNotice> {
  if (redisUrl === null) return SINGLE_NODE_NOTICE;
  const { RedisStandingNotice } = await import('../delivery/redis-standing-notice.js');
  return RedisStandingNotice.connect(redisUrl);
}

/** How long the last records may take to be written. */
const STORAGE_LIMIT_MS = 10_000;

/** How long any other step of a stop may take. */
const STEP_LIMIT_MS = 10_000;

/** A real inference on a window of silence. */
async function readiness(classifier: Classifier): Promise<void> {
  await classifier.classify([quietWindow()]);
}
