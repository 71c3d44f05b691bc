import type { PageRole } from './session-client.js';

/** What the pop-up says to the frame that opened it, on our own origin. */
export type TicketMessage = { readonly type: 'evenkeel.sign-in'; readonly ticket: string };

/**
 * Signs in from a frame: identity providers refuse to be framed, and a frame on another site is given no cookies. A
 * window of its own goes there, and hands back a ticket that is good once, for half a minute, and only together with a
 * secret that never left this frame.
 *
 * @param redeem turns the ticket and the secret into a token
 */
export async function frameSignIn(
  role: PageRole,
  redeem: (ticket: string, secret: string) => Promise<string>,
): Promise<string> {
  const secret = hex(crypto.getRandomValues(new Uint8Array(32)));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret));
  const query = new URLSearchParams({ as: role, proof: hex(new Uint8Array(digest)) });
  const popUp = window.open(`sign-in/start?${query}`, '_blank', 'popup,width=520,height=680');
  return new Promise((resolve, reject) => {
    const hear = ({ origin, source, data }: MessageEvent) => {
      if (source !== popUp || origin !== window.location.origin || !isTicket(data)) return;
      window.removeEventListener('message', hear);
      redeem(data.ticket, secret).then(resolve, reject);
    };
    window.addEventListener('message', hear);
  });
}

function isTicket(data: unknown): data is TicketMessage {
  const { type, ticket } = (data ?? {}) as Partial<TicketMessage>;
  return type === 'evenkeel.sign-in' && typeof ticket === 'string';
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
