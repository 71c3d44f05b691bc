import { createHash } from 'node:crypto';
import { randomHex, randomUuid } from '../../random/random-identifiers.js';
import { publicUrl } from '../call-parameters.js';
import type { CallPlan } from '../call-plan.js';
import type { LineContext, Telephone } from '../telephone.js';
import { AudiohookLine } from './audiohook-line.js';
import { audiohookSignature } from './audiohook-signing.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Genesys Cloud AudioHook Monitor, protocol version 2. */
export const audiohookTelephone: Telephone = {
  name: 'audiohook',
  summary: 'Genesys Cloud AudioHook Monitor, signed (--api-key, --secret in base64); call ids are UUIDs',
  frameMs: 200,
  encodings: ['pcmu', 'l16'],
  sampleRatesHz: [8000],
  layouts: ['stereo'],
  lines: (plan, context) => {
    const sessionId = randomUuid(context.random);
    const organizationId = uuidFrom('organization');
    const headers = upgradeHeaders(plan, sessionId, organizationId, context);
    return [
      new AudiohookLine(plan, { sessionId, organizationId, conversationId: uuidFrom(plan.callId) }, headers),
    ];
  },
};

/** A conversation is named by a UUID; any other call id is given one that stays the same. */
function uuidFrom(text: string): string {
  if (UUID.test(text)) return text;
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function upgradeHeaders(
  plan: CallPlan,
  sessionId: string,
  organizationId: string,
  { wallMs, random }: LineContext,
): Readonly<Record<string, string>> {
  const { apiKey, secret } = plan.credentials;
  const headers: Record<string, string> = {
    'audiohook-organization-id': organizationId,
    'audiohook-session-id': sessionId,
    'audiohook-correlation-id': randomUuid(random),
    'x-api-key': apiKey ?? '',
  };
  if (secret === undefined || secret === '') return headers;
  const { host, pathname, search } = new URL(publicUrl(plan));
  const request = { target: `${pathname}${search}`, authority: host, headers };
  const nonce = Buffer.from(randomHex(random, 18), 'hex').toString('base64url');
  return { ...headers, ...audiohookSignature(request, secret, nonce, Math.floor(wallMs / 1000)) };
}
