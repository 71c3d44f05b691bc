import { LANGUAGES, type Language } from '../../i18n/language.js';

/** The call that the host application says the agent is on. */
export type HostCall = { readonly platform: string; readonly callId: string };

/** What the embedding application may tell the panel. */
export type HostEvent =
  | { readonly type: 'evenkeel.token'; readonly token: string }
  | ({ readonly type: 'evenkeel.call' } & HostCall)
  | ({ readonly type: 'evenkeel.call-ended' } & HostCall)
  | { readonly type: 'evenkeel.language'; readonly language: Language }
  /** The host uses these keys itself. */
  | { readonly type: 'evenkeel.keys'; readonly on: boolean };

/** What the panel tells it; never a reason, never a state of the caller. */
export type PanelNote =
  | { readonly type: 'evenkeel.ready' }
  | { readonly type: 'evenkeel.token-needed' }
  | { readonly type: 'evenkeel.cue'; readonly id: string; readonly kind: string }
  | { readonly type: 'evenkeel.cue-ended'; readonly id: string };

/** The window that embeds or opened this page, spoken to and heard only on the configured origins. */
export class HostFrame {
  readonly #host: Window | null = window.parent === window ? (window.opener as Window | null) : window.parent;
  #origins: readonly string[] = [window.location.origin];
  /** Where the host is served, once that is known: some browsers say it, every message does. */
  #hostOrigin: string | null;

  constructor() {
    this.#hostOrigin = window.location.ancestorOrigins?.[0] ?? null;
  }

  /** Speaks to and hears these from now on, besides the page's own origin. */
  trust(hostOrigins: readonly string[]): void {
    this.#origins = [window.location.origin, ...hostOrigins.map((url) => new URL(url).origin)];
  }

  /** Returns the disposer. */
  listen(handler: (event: HostEvent) => void): () => void {
    const hear = ({ data, origin, source }: MessageEvent) => {
      if (source !== this.#host || !this.#origins.includes(origin)) return;
      this.#hostOrigin = origin;
      const event = readHostEvent(data);
      if (event !== null) handler(event);
    };
    window.addEventListener('message', hear);
    return () => window.removeEventListener('message', hear);
  }

  /** The browser delivers only where the host's origin is the one named. */
  tell(note: PanelNote): void {
    const hosts = this.#hostOrigin === null ? this.#origins : [this.#hostOrigin];
    for (const origin of hosts) {
      if (this.#origins.includes(origin)) this.#host?.postMessage(note, origin);
    }
  }
}

/** Reads a message of the host; anything else is nobody's business. */
function readHostEvent(data: unknown): HostEvent | null {
  if (typeof data !== 'object' || data === null) return null;
  const { type, token, platform, callId, language, on } = data as Record<string, unknown>;
  if (type === 'evenkeel.token' && typeof token === 'string' && token !== '') return { type, token };
  if (type === 'evenkeel.call' || type === 'evenkeel.call-ended') {
    const known =
      typeof platform === 'string' && typeof callId === 'string' && platform !== '' && callId !== '';
    return known ? { type, platform, callId } : null;
  }
  if (type === 'evenkeel.keys') return typeof on === 'boolean' ? { type, on } : null;
  const spoken = LANGUAGES.find((candidate) => candidate === language);
  return type === 'evenkeel.language' && spoken !== undefined ? { type, language: spoken } : null;
}

/** The call that the URL names: `?platform=…&call=…`, in the query or (unseen by any server) in the fragment. */
export function callFromUrl({ search, hash }: Pick<Location, 'search' | 'hash'>): HostCall | null {
  for (const text of [hash, search]) {
    const parameters = new URLSearchParams(text.slice(1));
    const platform = parameters.get('platform') ?? '';
    const callId = parameters.get('call') ?? '';
    if (platform !== '' && callId !== '') return { platform, callId };
  }
  return null;
}
