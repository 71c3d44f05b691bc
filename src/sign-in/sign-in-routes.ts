import type { FastifyPluginCallback } from 'fastify';
import { providerRoutes } from './provider-routes.js';
import { sessionRoutes } from './session-routes.js';
import type { SignInParts } from './sign-in-parts.js';

/** Everything over HTTP by which people sign in and out. */
export function signInRoutes(parts: SignInParts): readonly FastifyPluginCallback[] {
  return [providerRoutes(parts), sessionRoutes(parts)];
}
