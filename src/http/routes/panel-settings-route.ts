import type { FastifyPluginCallback } from 'fastify';
import { z } from 'zod';

/** What the panel must know before it has a token; nothing in it is a secret. */
export type PanelSettings = { readonly hostOrigins: readonly string[] };

const api = {
  id: 'readPanelSettings',
  summary: 'What the panel must know before it has a token.',
  answers: { 200: z.object({ hostOrigins: z.array(z.string()) }) },
} as const;

/** `GET /panel-settings.json`: which origins the panel may be embedded by and may listen to. */
export function panelSettingsRoute(settings: PanelSettings): FastifyPluginCallback {
  return (app, _options, done) => {
    app.get('/panel-settings.json', { config: { openTo: 'everyone', api } }, async () => settings);
    done();
  };
}
