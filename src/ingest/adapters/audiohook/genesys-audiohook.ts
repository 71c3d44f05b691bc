import { setTimeout as sleep } from 'node:timers/promises';
import { sameSecret } from '../../../auth/stream-credentials.js';
import type { SettingsFor } from '../../../config/sections/connectors-section.js';
import type { ErrorCode } from '../../../errors.js';
import { ownField } from '../../../own-field.js';
import type { IngestClock } from '../../ingest-clock.js';
import type { MediaProtocol, UpgradeRequest, UpgradeVerdict } from '../../media-adapter.js';
import { AudioHookAdapter } from './audiohook-adapter.js';
import { SIGNATURE_LIFETIME_S, verifySignature } from './audiohook-signature.js';
import { NonceCache } from './nonce-cache.js';

/** Every refusal takes the same time, so that nothing is learned from how long it took. */
const REFUSAL_MS = 500;

/** Genesys Cloud AudioHook Monitor, version 2. Listens only: the platform throws away whatever is sent as an event. */
export function audiohookProtocol(settings: SettingsFor<'audiohook'>, clock: IngestClock): MediaProtocol {
  const nonces = new NonceCache(SIGNATURE_LIFETIME_S * 1000 + 2 * settings.clockSkewMs);

  const checked = (upgrade: UpgradeRequest): { readonly tenant: string } | { readonly code: ErrorCode } => {
    const apiKey = headerOf(upgrade, 'x-api-key');
    const row = settings.keys.find((candidate) => sameSecret(candidate.apiKey, apiKey));
    if (row !== undefined && row.secret === '') return { tenant: row.tenant };
    const verdict = verifySignature(upgrade, {
      secret: row?.secret ?? null,
      apiKey,
      publicAuthority: settings.publicAuthority,
      nowS: clock.wallMs() / 1000,
      skewS: settings.clockSkewMs / 1000,
    });
    if (verdict.kind === 'bad') return { code: verdict.code };
    if (row === undefined) return { code: 'auth.signature-invalid' };
    // One implementer reports that the platform reuses nonces across sessions, so a repeated nonce alone does not prove a replay.
    const nonce = `${verdict.nonce} ${headerOf(upgrade, 'audiohook-session-id')}`;
    const isFresh = nonces.isFresh(row.tenant, nonce, clock.monotonicMs());
    return isFresh ? { tenant: row.tenant } : { code: 'auth.signature-replayed' };
  };

  return {
    async authenticate(upgrade): Promise<UpgradeVerdict> {
      const verdict = checked(upgrade);
      if ('tenant' in verdict) return { kind: 'accepted', tenant: verdict.tenant, subprotocol: null };
      await sleep(REFUSAL_MS);
      return settings.refuse === 'http'
        ? { kind: 'refused', code: verdict.code }
        : { kind: 'refused-in-protocol', code: verdict.code, subprotocol: null };
    },
    connect: (socket, emit, verdict, upgrade) =>
      new AudioHookAdapter(socket, emit, {
        sessionId: headerOf(upgrade, 'audiohook-session-id') || null,
        organizationId: headerOf(upgrade, 'audiohook-organization-id') || null,
        supportedLanguages: settings.supportedLanguages,
        refusal: verdict.kind === 'accepted' ? null : verdict.code,
      }),
  };
}

function headerOf({ headers }: UpgradeRequest, name: string): string {
  const value = ownField(headers, name);
  return typeof value === 'string' ? value.trim() : '';
}
