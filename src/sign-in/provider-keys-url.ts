import { EvenkeelError } from '../errors.js';

/**
 * Where the provider's keys are. Keys that come in the clear could be anybody's: whatever a provider says of itself, they
 * are fetched so only where it is itself on this machine.
 * @throws EvenkeelError `auth.provider-away`
 */
export function providerKeysUrl(jwksUri: string | undefined, issuerUrl: string): URL {
  const url = jwksUri !== undefined && URL.canParse(jwksUri) ? new URL(jwksUri) : null;
  const isTrusted = url !== null && (url.protocol === 'https:' || url.origin === new URL(issuerUrl).origin);
  if (!isTrusted) throw new EvenkeelError('auth.provider-away', 'Its keys are not served over https.');
  return url;
}
