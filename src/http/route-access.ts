import type { FastifyInstance, preHandlerAsyncHookHandler, RouteOptions } from 'fastify';
import type { Right } from '../auth/principal.js';
import type { RouteApi } from './route-api.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call a route that needs no right. */
    readonly openTo?: OpenTo;
  }
}

/**
 * `everyone`: nothing of a person or a call is in it. `metrics-token`: whoever knows `telemetry.metricsToken`.
 * `own-session`: whoever holds the session's cookie, token, ticket or link. `identity-provider`: what it has signed.
 */
export type OpenTo = 'everyone' | 'metrics-token' | 'own-session' | 'identity-provider';

/** A route, and what it asks for. */
export type RouteAccess = {
  readonly method: string;
  readonly url: string;
  readonly needs: Right | OpenTo;
  readonly api?: RouteApi;
};

type RequireRight = (right: Right) => preHandlerAsyncHookHandler;

const RIGHTS_OF_GUARDS = new WeakMap<object, Right>();
const ACCESS = new WeakMap<FastifyInstance, () => readonly RouteAccess[]>();

/** Remembers of every guard which right it asks for. */
export function markingRights(requireRight: RequireRight): RequireRight {
  return (right) => {
    const guard = requireRight(right);
    RIGHTS_OF_GUARDS.set(guard, right);
    return guard;
  };
}

/** From here on every route of the server must say what it asks for; one that does not keeps it from starting. */
export function demandAccess(app: FastifyInstance): void {
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => void routes.push(route));
  const access = () => routes.flatMap(accessOfRoute);
  ACCESS.set(app, access);
  app.addHook('onReady', async () => void access());
}

/** Every route of the server with what it asks for. */
export function accessOf(app: FastifyInstance): readonly RouteAccess[] {
  return ACCESS.get(app)?.() ?? [];
}

/** A route with its description. */
export type DescribedRoute = RouteAccess & { readonly api: RouteApi };

/** Every route that says what it takes and answers. The built pages are files and do not. */
export function describedRoutes(app: FastifyInstance): readonly DescribedRoute[] {
  return accessOf(app).flatMap((route) => (route.api === undefined ? [] : [{ ...route, api: route.api }]));
}

/** Registers what brings routes of its own, all of which are open. */
export async function registerOpen(
  app: FastifyInstance,
  openTo: OpenTo,
  register: (scope: FastifyInstance) => unknown,
): Promise<void> {
  await app.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, openTo };
    });
    await register(scope);
  });
}

function accessOfRoute(route: RouteOptions): readonly RouteAccess[] {
  const guards = [route.preHandler ?? []].flat();
  const right = guards.map((guard) => RIGHTS_OF_GUARDS.get(guard)).find((found) => found !== undefined);
  const needs = right ?? route.config?.openTo;
  const methods = [route.method].flat().filter((method) => method !== 'HEAD');
  if (needs === undefined)
    throw new Error(
      `${methods.join(', ')} ${route.url} does not say who may ask: give it a preHandler of requireRight, or config.openTo (src/http/route-access.ts).`,
    );
  const api = route.config?.api;
  return methods.map((method) => ({ method, url: route.url, needs, ...(api && { api }) }));
}
