import type { FastifyPluginCallback } from 'fastify';

/** What the panel must know before it has a token; nothing in it is a secret. */
export type PanelSettings = { readonly hostOrigins: readonly string[] };

/** `GET /panel-settings.json`: which origins the panel may be embedded by and may listen to. */
export function panelSettingsRoute(settings: PanelSettings): FastifyPluginCallback {
  return (app, _options, done) => {
    app.get('/panel-settings.json', { config: { openTo: 'everyone' } }, async () => settings);
    done();
  };
}
