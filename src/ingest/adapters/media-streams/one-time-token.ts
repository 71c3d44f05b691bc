import { createHmac } from 'node:crypto';
import { sameSecret } from '../../../auth/stream-credentials.js';

/** Most tokens remembered as used until they expire; beyond it no further one is good. */
const REMEMBERED = 10_000;

/**
 * A token for one stream of one call: `<expiry, Unix seconds>.<nonce>.<signature>`, where the signature is
 * base64url(HMAC-SHA256(secret, "<call id>.<expiry>.<nonce>")). The web application that answers the call makes it.
 */
export function oneTimeToken(secret: string, callId: string, expiresAtS: number, nonce: string): string {
  return `${expiresAtS}.${nonce}.${signatureOf(secret, callId, expiresAtS, nonce)}`;
}

function signatureOf(secret: string, callId: string, expiresAtS: number, nonce: string): string {
  return createHmac('sha256', secret).update(`${callId}.${expiresAtS}.${nonce}`).digest('base64url');
}

/** Checks one-time tokens: signed by us, for this call, still valid, and not seen before. */
export class OneTimeTokens {
  readonly #secret: string;
  /** Signature → when the token expires, milliseconds since the epoch. */
  readonly #used = new Map<string, number>();

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** True exactly once for a good token. */
  redeem(token: string, callId: string, nowMs: number): boolean {
    const [expiry = '', nonce = '', signature = '', ...more] = token.split('.');
    const expiresAtS = Number(expiry);
    if (more.length > 0 || !/^[A-Za-z0-9_-]{8,64}$/.test(nonce) || !/^\d{1,12}$/.test(expiry)) return false;
    if (!sameSecret(signature, signatureOf(this.#secret, callId, expiresAtS, nonce))) return false;
    if (expiresAtS * 1000 < nowMs || this.#used.has(signature)) return false;
    if (this.#used.size >= REMEMBERED)
      for (const [old, expiresAtMs] of this.#used) if (expiresAtMs < nowMs) this.#used.delete(old);
    if (this.#used.size >= REMEMBERED) return false;
    this.#used.set(signature, expiresAtS * 1000);
    return true;
  }
}
