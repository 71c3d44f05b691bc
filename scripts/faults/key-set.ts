import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { PrincipalRole } from '../../src/auth/principal.js';
import { SERVED_TENANT } from '../served/served-instance.js';

type Key = { readonly id: string; readonly secret: CryptoKey; readonly open: JWK };

/** An identity provider with a key set over HTTP, which can begin to sign with a new key. */
export class KeySet {
  readonly url: string;
  readonly #keys: Key[] = [];
  readonly #close: () => void;

  private constructor(url: string, close: () => void, keys: Key[]) {
    this.url = url;
    this.#close = close;
    this.#keys = keys;
  }

  static async serve(): Promise<KeySet> {
    const keys: Key[] = [];
    const server = createServer((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ keys: keys.map(({ open }) => open) }));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const set = new KeySet(`http://127.0.0.1:${port}/keys`, () => server.close(), keys);
    await set.rotate();
    return set;
  }

  /** From now on tokens are signed with a key that nobody has fetched yet. */
  async rotate(): Promise<void> {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const id = randomUUID();
    const open = { ...(await exportJWK(publicKey)), kid: id, alg: 'ES256', use: 'sig' };
    this.#keys.unshift({ id, secret: privateKey, open });
  }

  /** Valid for longer than any jump of a clock. */
  token(role: PrincipalRole, subject: string): Promise<string> {
    const [key] = this.#keys;
    if (key === undefined) throw new Error('There is no key.');
    const expires = Math.floor(Date.now() / 1000) + 30 * 86_400;
    return new SignJWT({ role, tenant: SERVED_TENANT, teams: ['*'] })
      .setProtectedHeader({ alg: 'ES256', kid: key.id })
      .setSubject(subject)
      .setIssuer('evenkeel')
      .setAudience('evenkeel')
      .setExpirationTime(expires)
      .sign(key.secret);
  }

  close(): void {
    this.#close();
  }
}
