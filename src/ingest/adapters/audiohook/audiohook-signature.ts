import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { ErrorCode } from '../../../errors.js';
import type { UpgradeRequest } from '../../media-adapter.js';

/** What AudioHook signs, always all of it: HTTP Message Signatures (RFC 9421, in the form of draft 11). */
const COVERED = [
  '@request-target',
  '@authority',
  'audiohook-organization-id',
  'audiohook-session-id',
  'audiohook-correlation-id',
  'x-api-key',
] as const;

/** A signature is good for this long after it was made, seconds. */
export const SIGNATURE_LIFETIME_S = 10;
const NONCE_LENGTH = 22;
const INPUT =
  /^[a-z*][a-z0-9_.*-]*=(\(("[^"]+"(?: +"[^"]+")*)\)((?:;[a-z*][a-z0-9_.*-]*=(?:"[^"]*"|-?\d+))*))$/;
const SIGNATURE = /^[a-z*][a-z0-9_.*-]*=:([A-Za-z0-9+/]+={0,2}):$/;
const PARAMETER = /;([a-z*][a-z0-9_.*-]*)=(?:"([^"]*)"|(-?\d+))/g;
const PARAMETERS = new Set(['keyid', 'nonce', 'alg', 'created', 'expires']);

export type SignatureCheck = {
  /** Client secret, base64; null for a key that is not known, which then fails in the same time and the same way. */
  readonly secret: string | null;
  readonly apiKey: string;
  /** Host that the peer dialled, where a proxy changes it. */
  readonly publicAuthority: string | null;
  readonly nowS: number;
  readonly skewS: number;
};

/** Either good, with the nonce that must not come again, or the code that says what is wrong. */
export type SignatureVerdict =
  | { readonly kind: 'good'; readonly nonce: string }
  | { readonly kind: 'bad'; readonly code: ErrorCode };

const bad = (code: ErrorCode): SignatureVerdict => ({ kind: 'bad', code });

/** Verifies the signature of an upgrade request. The skew is lenient on both sides of the validity window. */
export function verifySignature(upgrade: UpgradeRequest, check: SignatureCheck): SignatureVerdict {
  const headers = headerLines(upgrade);
  const inputText = headers.get('signature-input');
  const signatureText = headers.get('signature');
  if (inputText === undefined || signatureText === undefined) return bad('auth.signature-missing');
  const input = INPUT.exec(inputText);
  const signature = SIGNATURE.exec(signatureText)?.[1];
  if (input === null || signature === undefined) return bad('auth.signature-invalid');
  const [, signatureParams = '', componentList = '', parameterList = ''] = input;
  const components = componentList.split(/ +/).map((quoted) => quoted.slice(1, -1));
  const parameters = new Map(
    [...parameterList.matchAll(PARAMETER)].map(([, name = '', text, number]) => [name, text ?? number ?? '']),
  );
  const isCovered = COVERED.every((name) => components.includes(name));
  const nonce = parameters.get('nonce') ?? '';
  if (
    !isCovered ||
    new Set(components).size !== components.length ||
    [...parameters.keys()].some((name) => !PARAMETERS.has(name)) ||
    parameters.get('keyid') !== check.apiKey ||
    (parameters.get('alg') ?? 'hmac-sha256') !== 'hmac-sha256' ||
    nonce.length < NONCE_LENGTH
  )
    return bad('auth.signature-invalid');

  const lines: string[] = [];
  for (const name of components) {
    const value = componentValue(name, upgrade, headers, check.publicAuthority);
    if (value === null) return bad('auth.signature-invalid');
    lines.push(`"${name}": ${value}`);
  }
  lines.push(`"@signature-params": ${signatureParams}`);
  const key = check.secret === null ? randomBytes(32) : Buffer.from(check.secret, 'base64');
  const expected = createHmac('sha256', key).update(lines.join('\n'), 'utf8').digest();
  const given = Buffer.from(signature, 'base64');
  const isSame = given.length === expected.length && timingSafeEqual(given, expected);
  if (!isSame || check.secret === null) return bad('auth.signature-invalid');

  const created = Number(parameters.get('created') ?? Number.NaN);
  const expires = Number(parameters.get('expires') ?? Number.POSITIVE_INFINITY);
  const isTimely =
    created <= check.nowS + check.skewS &&
    expires >= check.nowS - check.skewS &&
    check.nowS - created <= SIGNATURE_LIFETIME_S + check.skewS;
  return isTimely ? { kind: 'good', nonce } : bad('auth.signature-expired');
}

function componentValue(
  name: string,
  upgrade: UpgradeRequest,
  headers: ReadonlyMap<string, string>,
  publicAuthority: string | null,
): string | null {
  if (name === '@request-target') return upgrade.target;
  if (name === '@authority') {
    const authority = publicAuthority ?? headers.get('host');
    return authority === undefined ? null : authority.toLowerCase().replace(/:(443|80)$/, '');
  }
  return name.startsWith('@') ? null : (headers.get(name) ?? null);
}

/** Names in lower case, values trimmed with folded white space collapsed, repeated ones joined (RFC 9421, 2.1). */
function headerLines({ rawHeaders }: UpgradeRequest): Map<string, string> {
  const lines = new Map<string, string>();
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!.toLowerCase();
    const value = rawHeaders[i + 1]!.replace(/\s*\r?\n\s+/g, ' ').trim();
    const before = lines.get(name);
    lines.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return lines;
}
