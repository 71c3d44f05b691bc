import type { FastifyInstance } from 'fastify';
import type { Classifier } from '../core/classifier/classifier.js';
import { quietWindow } from '../core/classifier/onnx-classifier.js';
import { rightsGuard } from '../http/authenticate.js';
import { createHttpServer } from '../http/http-server.js';
import { markingRights } from '../http/route-access.js';
import type { TlsMaterial } from '../http/tls-material.js';
import { takeUpgrades } from '../http/upgrade-gate.js';
import { storageFault } from '../storage/storage-fault.js';
import type { AppContext } from './app-context.js';
import { appRoutes, upgradeRouter } from './app-routes.js';
import type { Services } from './create-services.js';
import type { OpenParts } from './open-parts.js';
import { VERSION, WEB_FOLDER } from './package-root.js';
import { warningsOf } from './preflight.js';
import { RefusalLog } from './refusal-log.js';

export type HttpOptions = {
  readonly tls: TlsMaterial | null;
  readonly isDraining: () => boolean;
};

/** The HTTP server with every route and every WebSocket path; it does not listen yet. */
export async function openHttp(
  context: AppContext,
  parts: OpenParts,
  services: Services,
  options: HttpOptions,
): Promise<FastifyInstance> {
  const { config, clock, logger, metrics, faultIn } = context;
  const refusals = new RefusalLog('request', logger, () => clock.monotonicMs());
  const requireRight = markingRights(rightsGuard(services.signIn.verify, services.signIn.cookies));
  const http = await createHttpServer({
    ...options,
    logger,
    metrics,
    metricsToken: config.telemetry.metricsToken,
    version: VERSION,
    frameAncestors: config.desktop.hostOrigins,
    trustedProxies: config.server.trustedProxies,
    bodyLimitBytes: config.server.bodyLimitBytes,
    webFolder: WEB_FOLDER,
    explainFault: (cause) => {
      const explained = storageFault(cause);
      if (explained?.code === 'storage.unavailable') context.dependencies.report('database', false, cause);
      return explained;
    },
    onRefused: (code, peer) => refusals.add({ code, peer }),
    checkReadiness: () => checkModel(parts.classifier),
    listWarnings: async () => [
      ...(await warningsOf(config, parts.storage, clock.wallMs())),
      ...context.dependencies.warnings,
    ],
    routes: appRoutes(context, parts, services, requireRight),
  });
  takeUpgrades(http.server, upgradeRouter(context, services), faultIn('upgrade'));
  return http;
}

/** A real inference on a window of silence. */
async function checkModel(classifier: Classifier): Promise<void> {
  await classifier.classify([quietWindow()]);
}
