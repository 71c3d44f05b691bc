import type { FastifyPluginCallback, preHandlerAsyncHookHandler } from 'fastify';
import { issueBindingTicket } from '../auth/issue-token.js';
import type { Right } from '../auth/principal.js';
import { privacyFacts } from '../config/privacy-facts.js';
import { cueFeedRoute } from '../delivery/cue-feed-route.js';
import { bindingsRoutes } from '../http/routes/bindings-routes.js';
import { lineRoute } from '../http/routes/line-route.js';
import { mediaRoute } from '../http/routes/media-route.js';
import { panelSettingsRoute } from '../http/routes/panel-settings-route.js';
import { privacyRoute } from '../http/routes/privacy-route.js';
import { tryPageGate } from '../http/routes/try-page-gate.js';
import type { Upgrade } from '../http/web-socket-door.js';
import { signInRoutes } from '../sign-in/sign-in-routes.js';
import { recordRead } from '../storage/audit/audit-trail.js';
import type { AppContext } from './app-context.js';
import type { Services } from './create-services.js';
import type { OpenParts } from './open-parts.js';
import { DEMO_CALL_PATH } from './package-root.js';
import { wellbeingRoutes } from './wellbeing-routes.js';

/** Every route of the application, in one list. */
export function appRoutes(
  { config, clock }: AppContext,
  { storage, bindings, standing }: OpenParts,
  { coordinator, ingest, desktops, signIn }: Services,
  requireRight: (right: Right) => preHandlerAsyncHookHandler,
): readonly FastifyPluginCallback[] {
  return [
    bindingsRoutes({
      bindings,
      standing,
      noticeOf: (call) => coordinator.noticeOf(call),
      issueTicket: (ticket, by) => issueBindingTicket(config.auth, ticket, by),
      prove: (action, { tenant, platform, callId }, by) => {
        const subject = `call:${platform}:${callId}`;
        const at = clock.wallMs();
        return recordRead(storage.db, { ...by, tenant, at, action, subject, details: {} });
      },
      requireRight,
    }),
    mediaRoute({ dial: (media) => ingest.dial(media), requireRight }),
    lineRoute({
      lines: (call) => ingest.lines(call),
      examinedMs: (call) => coordinator.examinedMs(call),
      requireRight,
    }),
    tryPageGate({ isOn: config.desktop.tryPage, demoCallPath: DEMO_CALL_PATH }),
    privacyRoute({ facts: () => privacyFacts(config), requireRight }),
    panelSettingsRoute({ hostOrigins: config.desktop.hostOrigins }),
    cueFeedRoute({
      requireRight,
      openFeed: (socket, token, language) => desktops.openFeed(socket, token, language),
    }),
    ...wellbeingRoutes({
      db: storage.db,
      writer: storage.writer,
      config: config.wellbeing,
      requireRight,
      now: () => clock.wallMs(),
      tellNodes: () => standing.spread(),
    }),
    ...signInRoutes(signIn),
  ];
}

/** Which part takes a WebSocket: the agents' desktops, the live view, or a telephone platform. */
export function upgradeRouter({ config }: AppContext, { desktops, liveView, ingest }: Services) {
  return (path: string, upgrade: Upgrade): void => {
    if (path === '/desktop') desktops.handleUpgrade(upgrade);
    else if (path === '/try' && config.desktop.tryPage) liveView.handleUpgrade(upgrade);
    else ingest.server.handleUpgrade(upgrade);
  };
}
