import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { tokenVerifier } from '../../src/auth/verify-token.js';
import { authSection } from '../../src/config/sections/auth-section.js';
import { TcpProxy } from '../support/tcp-proxy.js';

describe('the key set of an identity provider', () => {
  let provider: Server;
  let line: TcpProxy;
  let url: string;
  let seen: boolean[];
  let answer: { readonly status: number; readonly body: string };
  let token: string;
  let stranger: string;

  beforeEach(async () => {
    const keys = await generateKeyPair('ES256');
    const signed = (kid: string) =>
      new SignJWT({ role: 'agent', tenant: 'acme', sub: 'ada' })
        .setProtectedHeader({ alg: 'ES256', kid })
        .setIssuer('evenkeel')
        .setAudience('evenkeel')
        .setExpirationTime('1h')
        .sign(keys.privateKey);
    [token, stranger] = [await signed('k1'), await signed('k2')];
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'ES256' };
    answer = { status: 200, body: JSON.stringify({ keys: [jwk] }) };
    provider = createServer((_request, response) =>
      response
        .writeHead(answer.status, { 'content-type': 'application/json', connection: 'close' })
        .end(answer.body),
    );
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    line = new TcpProxy('127.0.0.1', (provider.address() as AddressInfo).port);
    url = `http://127.0.0.1:${await line.listen()}/keys`;
    seen = [];
  });
  afterEach(async () => {
    vi.useRealTimers();
    await line.close();
    provider.close();
  });

  const verifier = () =>
    tokenVerifier(authSection.parse({ jwksUrl: url }), undefined, ({ isUp }) => seen.push(isUp));
  const unavailable = { code: 'auth.keys-unavailable', httpStatus: 503, closeCode: 1013 };

  const says = (status: number, body: string) => {
    answer = { status, body };
  };

  it.each([
    ['is refused', () => line.cut()],
    ['is a black hole', () => line.stall()],
    ['is slower than anybody waits', () => line.slow(4_000)],
    ['answers with an error', () => says(502, 'bad gateway')],
    ['answers with something else', () => says(200, '<html>')],
  ])('says that nobody can tell while it %s, never that the token is bad', async (_how, trouble) => {
    trouble();
    const tokens = verifier();
    await expect(tokens.verify(token)).rejects.toMatchObject(unavailable);
    // Whoever comes next does not wait again.
    await expect(tokens.verify(token)).rejects.toMatchObject(unavailable);
    expect(seen).toEqual([false]);
  });

  it('is read again when it is back', async () => {
    line.cut();
    const tokens = verifier();
    await tokens.readKeys();
    line.mend();
    await tokens.readKeys();
    expect(seen).toEqual([false, true]);
    await expect(tokens.verify(token)).resolves.toMatchObject({ subject: 'ada' });
    await expect(tokens.verify(`${token}x`)).rejects.toMatchObject({ code: 'auth.token-invalid' });
    await expect(tokens.verify(stranger)).rejects.toMatchObject({ code: 'auth.token-invalid' });
  });

  it('is asked for a key that came after the clock was set back', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const tokens = verifier();
    await tokens.verify(token);
    const { keys } = JSON.parse(answer.body) as { readonly keys: readonly object[] };
    says(200, JSON.stringify({ keys: [...keys, { ...keys[0], kid: 'k2' }] }));
    vi.setSystemTime(Date.now() - 10 * 60_000);
    await expect(tokens.verify(stranger)).resolves.toMatchObject({ subject: 'ada' });
  });

  it('is asked again after a pause, whatever the clock was set to meanwhile', async () => {
    line.cut();
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    const tokens = verifier();
    await expect(tokens.verify(token)).rejects.toMatchObject(unavailable);
    line.mend();
    vi.advanceTimersByTime(6_000);
    vi.setSystemTime(Date.now() - 10 * 60_000);
    await expect(tokens.verify(token)).resolves.toMatchObject({ subject: 'ada' });
  });

  it('is stood in for by the keys that are known, for an hour', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const tokens = verifier();
    await tokens.verify(token);
    line.cut();
    vi.setSystemTime(Date.now() + 20 * 60_000);
    await expect(tokens.verify(token)).resolves.toMatchObject({ subject: 'ada' });
    expect(seen.at(-1)).toBe(false);
    // A key that nobody here has seen may be new.
    await expect(tokens.verify(stranger)).rejects.toMatchObject(unavailable);
    vi.setSystemTime(Date.now() + 60 * 60_000);
    await expect(tokens.verify(token)).rejects.toMatchObject({
      code: expect.stringMatching(/^auth\.(keys-unavailable|token-expired)$/),
    });
  });
});
