import { createHmac } from 'node:crypto';
import { ownField } from '../../../own-field.js';

/** What a session's upgrade request is signed over. */
export type SignedRequest = {
  readonly target: string;
  readonly authority: string;
  /** The four `audiohook-*` and `x-api-key` headers by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
};

const COMPONENTS = [
  '@request-target',
  '@authority',
  'audiohook-organization-id',
  'audiohook-session-id',
  'audiohook-correlation-id',
  'x-api-key',
];
const VALID_S = 10;

/** `Signature-Input` and `Signature` of an AudioHook upgrade (HTTP Message Signatures, HMAC-SHA256, label `sig1`). */
export function audiohookSignature(
  request: SignedRequest,
  secretBase64: string,
  nonce: string,
  createdS: number,
): Record<'signature-input' | 'signature', string> {
  const values: Readonly<Record<string, string>> = {
    ...request.headers,
    '@request-target': request.target,
    '@authority': request.authority.toLowerCase(),
  };
  const keyId = request.headers['x-api-key'] ?? '';
  const parameters = `(${COMPONENTS.map((name) => `"${name}"`).join(' ')});keyid="${keyId}";nonce="${nonce}";alg="hmac-sha256";created=${createdS};expires=${createdS + VALID_S}`;
  const base = [
    ...COMPONENTS.map((name) => `"${name}": ${ownField(values, name) ?? ''}`),
    `"@signature-params": ${parameters}`,
  ].join('\n');
  const signature = createHmac('sha256', Buffer.from(secretBase64, 'base64')).update(base).digest('base64');
  return { 'signature-input': `sig1=${parameters}`, signature: `sig1=:${signature}:` };
}
