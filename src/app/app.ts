import type { Config } from '../config/config-schema.js';
import type { FaultHandler } from '../containment.js';
import { listen, replaceCertificate } from '../http/listen.js';
import { accessOf, type RouteAccess } from '../http/route-access.js';
import { Lifecycle } from '../lifecycle.js';
import type { WriterRest } from '../storage/writer/batched-record-writer.js';
import { type AppContext, type AppParts, createContext } from './app-context.js';
import { ConfigReloader, type ReloadOutcome } from './config-reloader.js';
import { createServices } from './create-services.js';
import { openHttp } from './open-http.js';
import { openParts } from './open-parts.js';
import { OpenResources } from './open-resources.js';
import { VERSION } from './package-root.js';
import { preflight } from './preflight.js';
import { startServices } from './start-services.js';
import { stopInOrder } from './stop-in-order.js';

/** The whole sidecar in one process. */
export type App = {
  /** The configuration in force: the one given at the start, or the one that the last reload applied. */
  config(): Config;
  /** Applies what may change while calls are in progress, and logs what was refused. */
  reload(): ReloadOutcome;
  /** Every HTTP route with what it asks for. */
  routes(): readonly RouteAccess[];
  /** Begins to serve; resolves to the base URL. A port that cannot be opened stops the app. */
  listen(): Promise<string>;
  /** Takes no new calls, lets those in progress end within the limit, makes everything durable, and stops. Returns what was not kept. */
  stop(limitMs: number): Promise<WriterRest>;
  /** Ends the waiting of a stop in progress: calls end now, and their summaries are still kept. */
  cutShort(): void;
};

/** How much longer than its own limit a drain may take. */
const DRAIN_GRACE_MS = 20_000;

/**
 * Builds everything from the configuration; nothing listens yet. Where a part cannot be opened, the parts opened
 * before it are closed, and the error is that part's.
 * @throws EvenkeelError of the `model.`, `storage.`, `server.` and `auth.` codes
 */
export async function createApp(config: Config, given: AppParts = {}): Promise<App> {
  const context = createContext(config, given);
  const resources = new OpenResources();
  try {
    return await openApp(context, resources, given);
  } catch (cause) {
    await resources.closeAll(onStopFault(context));
    throw cause;
  }
}

async function openApp(context: AppContext, resources: OpenResources, given: AppParts): Promise<App> {
  const { config, clock, logger, metrics, faultIn } = context;
  const tls = preflight(config, clock.wallMs());
  const lifecycle = new Lifecycle(faultIn('shutdown'));
  const parts = await openParts(context, resources, given.classifier);
  const services = await createServices(context, parts, resources, {
    isOwnModel: given.classifier === undefined,
    authInForce: () => reloader.current.auth,
  });
  const http = await resources.open(
    'http',
    () => openHttp(context, parts, services, { tls, isDraining: () => lifecycle.state !== 'running' }),
    (opened) => opened.close(),
  );
  const reloader = new ConfigReloader(config, {
    load: given.reloadConfig ?? (() => config),
    applyTls: (renewed) => replaceCertificate(http, renewed),
    now: () => clock.wallMs(),
    logger,
    metrics,
  });
  await startServices(context, parts, services, resources);
  for (const part of services.ingest.drainables) lifecycle.register(part);
  lifecycle.onDraining(() => {
    metrics.draining.set(1);
    services.desktops.drain();
  });
  metrics.buildInfo.set({ version: VERSION, node: process.version }, 1);
  metrics.streamsLimit.set(config.ingest.streamLimit);
  metrics.certificateExpiry.set((tls?.expiresAtMs ?? 0) / 1000);

  const stop = async (limitMs: number): Promise<WriterRest> => {
    const drain = { what: 'drain', limitMs: limitMs + DRAIN_GRACE_MS, run: () => lifecycle.drain(limitMs) };
    await stopInOrder([drain], onStopFault(context));
    await resources.closeAll(onStopFault(context));
    return parts.rest();
  };
  return {
    config: () => reloader.current,
    reload: () => reloader.reload(),
    routes: () => accessOf(http),
    async listen() {
      try {
        const url = await listen(http, config.server);
        lifecycle.running();
        return url;
      } catch (cause) {
        await stop(0);
        throw cause;
      }
    },
    stop,
    cutShort: () => lifecycle.cutShort(),
  };
}

function onStopFault({ metrics, logger }: AppContext): (what: string) => FaultHandler {
  return (what) => (cause) => {
    metrics.faults.inc({ place: 'shutdown' });
    logger.error({ err: cause, step: what }, 'A step of the stop failed; the others are taken');
  };
}
