import { LANGUAGES, type Language } from '../../i18n/language.js';

/** A call of the host application. */
type NamedCall = { readonly platform: string; readonly callId: string };

/** The call that the host application says the agent is on, with the ticket that proves it. */
export type HostCall = NamedCall & { readonly ticket: string };

/** What the embedding application may tell the panel. */
export type HostEvent =
  | { readonly type: 'evenkeel.token'; readonly token: string }
  | ({ readonly type: 'evenkeel.call' } & HostCall)
  | ({ readonly type: 'evenkeel.call-ended' } & NamedCall)
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

/** Reads a message of the host; anything else is ignored. */
function readHostEvent(data: unknown): HostEvent | null {
  if (typeof data !== 'object' || data === null) return null;
  const { type, token, platform, callId, ticket, language, on } = data as Record<string, unknown>;
  if (type === 'evenkeel.token' && typeof token === 'string' && token !== '') return { type, token };
  if (type === 'evenkeel.call' || type === 'evenkeel.call-ended') {
    const known =
      typeof platform === 'string' && typeof callId === 'string' && platform !== '' && callId !== '';
    if (!known) return null;
    if (type === 'evenkeel.call-ended') return { type, platform, callId };
    return typeof ticket === 'string' && ticket !== '' ? { type, platform, callId, ticket } : null;
  }
  if (type === 'evenkeel.keys') return typeof on === 'boolean' ? { type, on } : null;
  const spoken = LANGUAGES.find((candidate) => candidate === language);
  return type === 'evenkeel.language' && spoken !== undefined ? { type, language: spoken } : null;
}

/** The call that the fragment of the URL names, which no server sees: `#platform=…&call=…&ticket=…`. */
export function callFromUrl({ hash }: Pick<Location, 'hash'>): HostCall | null {
  const parameters = new URLSearchParams(hash.slice(1));
  const [platform, callId, ticket] = ['platform', 'call', 'ticket'].map((name) => parameters.get(name) ?? '');
  return platform && callId && ticket ? { platform, callId, ticket } : null;
}
