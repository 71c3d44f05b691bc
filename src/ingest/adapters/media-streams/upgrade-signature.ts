import { createHmac } from 'node:crypto';
import { sameSecret } from '../../../auth/stream-credentials.js';
import type { UpgradeRequest } from '../../media-adapter.js';

/** `X-Twilio-Signature` of a WebSocket upgrade: base64(HMAC-SHA1(auth token, full URL)); there are no POST fields. */
export function upgradeSignature(authToken: string, url: string): string {
  return createHmac('sha1', authToken).update(url, 'utf8').digest('base64');
}

/**
 * Whether the upgrade was signed with the account's auth token. The URL is the one that the platform dialled, with the
 * `wss://` scheme; behind a proxy it is built from the configured public origin.
 */
export function isSignedUpgrade(
  upgrade: UpgradeRequest,
  authToken: string,
  publicOrigin: string | null,
): boolean {
  const signature = upgrade.headers['x-twilio-signature'];
  if (typeof signature !== 'string') return false;
  const origin = publicOrigin ?? `wss://${upgrade.headers.host ?? ''}`;
  return sameSecret(signature.trim(), upgradeSignature(authToken, `${origin}${upgrade.target}`));
}
