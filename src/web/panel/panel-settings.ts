/** What the page must know before it has a token; served without one as `panel-settings.json`. */
export type PanelSettings = { readonly hostOrigins: readonly string[] };

/** A server that cannot be asked names no host: the panel then listens to its own origin alone. */
export async function readPanelSettings(): Promise<PanelSettings> {
  try {
    const reply = await fetch('panel-settings.json');
    const { hostOrigins } = (await reply.json()) as Partial<PanelSettings>;
    return { hostOrigins: Array.isArray(hostOrigins) ? hostOrigins : [] };
  } catch {
    return { hostOrigins: [] };
  }
}
