import { createHash, hkdfSync, randomBytes } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';

/** How every credential of a session begins, so that it is told from a signed token at a glance. */
const PREFIX = 'evs_';

/** A new credential: 256 random bits, which only its browser knows. */
export function makeCredential(): string {
  return `${PREFIX}${randomBytes(32).toString('base64url')}`;
}

export function isCredential(token: string): boolean {
  return token.startsWith(PREFIX);
}

/** The name under which the database knows a secret. */
export function digestOf(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** The key that a credential opens its session's key with. */
export function keyOf(credential: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', credential, '', 'evenkeel sign-in', 32));
}

export function makeKey(): Uint8Array {
  return randomBytes(32);
}

/** Encrypts and authenticates (JWE, A256GCM). */
export function seal(content: Uint8Array, key: Uint8Array): Promise<string> {
  return new CompactEncrypt(content).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).encrypt(key);
}

/** Rejects when the key is another one or the text was changed. */
export async function unseal(sealed: string, key: Uint8Array): Promise<Uint8Array> {
  const options = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };
  return (await compactDecrypt(sealed, key, options)).plaintext;
}
