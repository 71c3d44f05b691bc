import { existsSync } from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { registerOpen } from './route-access.js';

/** The one file that other sites import: agent desktops that mount the panel. */
const EMBEDDED_SCRIPT = 'evenkeel-desktop.js';

/** Serves the built pages of a folder; without the folder, none. */
export async function servePages(app: FastifyInstance, root: string): Promise<void> {
  if (!existsSync(root)) return;
  await registerOpen(app, 'everyone', (scope) =>
    scope.register(fastifyStatic, { root, extensions: ['html'], cacheControl: false, setHeaders }),
  );
}

function setHeaders(reply: FastifyReply, path: string): void {
  // Built assets carry a hash in their name; pages must be asked for again after an upgrade.
  const isHashed = /[\\/]assets[\\/]/.test(path);
  reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  if (path.endsWith(EMBEDDED_SCRIPT)) {
    reply.header('access-control-allow-origin', '*');
    reply.header('cross-origin-resource-policy', 'cross-origin');
  }
}
