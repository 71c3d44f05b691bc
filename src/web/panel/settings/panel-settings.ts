import { reconnectDelayMs } from '../connection/reconnect-delay.js';

/** What the page must know before it has a token; served without one as `panel-settings.json`. */
export type PanelSettings = { readonly hostOrigins: readonly string[] };

/** Asks until a server answers: a panel that came from its kept shell has a host too. */
export async function readPanelSettings(): Promise<PanelSettings> {
  for (let failures = 0; ; failures += 1) {
    try {
      const reply = await fetch('panel-settings.json');
      const { hostOrigins } = (await reply.json()) as Partial<PanelSettings>;
      return { hostOrigins: Array.isArray(hostOrigins) ? hostOrigins.filter(isUrl) : [] };
    } catch {
      await new Promise((resolve) => setTimeout(resolve, reconnectDelayMs(failures, Math.random)));
    }
  }
}

function isUrl(text: unknown): text is string {
  return typeof text === 'string' && URL.canParse(text);
}
