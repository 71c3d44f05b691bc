import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { issueBindingTicket } from '../../src/auth/issue-token.js';
import { basicCredentials, bearerToken, sameSecret } from '../../src/auth/stream-credentials.js';
import { tokenVerifier } from '../../src/auth/verify-token.js';
import { authSection } from '../../src/config/sections/auth-section.js';
import { TEST_AUTH, tokenFor } from '../support/ingest-harness.js';

const code = (wanted: string) => expect.objectContaining({ code: wanted });
const CLAIMS = { role: 'agent', tenant: 'acme' };

describe('tokenVerifier', () => {
  it('reads back who holds a token that was issued here', async () => {
    const token = await tokenFor({ role: 'lead', subject: 'lea', teams: ['blue'] });
    expect(await tokenVerifier(TEST_AUTH).verify(token)).toMatchObject({
      role: 'lead',
      tenant: 'acme',
      subject: 'lea',
      teams: ['blue'],
    });
  });

  it.each([
    ['another secret', { secret: 'another secret of more than 32 characters' }],
    ['another issuer', { secret: TEST_AUTH.secret, issuer: 'somebody' }],
    ['another audience', { secret: TEST_AUTH.secret, audience: 'something' }],
  ])('refuses a token for %s', async (_name, settings) => {
    const verifier = tokenVerifier(authSection.parse(settings));
    await expect(verifier.verify(await tokenFor())).rejects.toEqual(code('auth.token-invalid'));
  });

  it('refuses a token that expired, and one without a signature', async () => {
    const verifier = tokenVerifier(TEST_AUTH);
    await expect(verifier.verify(await tokenFor({ expiresAtMs: Date.now() - 10_000 }))).rejects.toEqual(
      code('auth.token-expired'),
    );
    const unsigned = new UnsecuredJWT({ ...CLAIMS, sub: 'x', iss: 'evenkeel', aud: 'evenkeel', exp: 9e9 });
    await expect(verifier.verify(unsigned.encode())).rejects.toEqual(code('auth.token-invalid'));
  });

  it('refuses claims that name no role that it knows', async () => {
    const token = await new SignJWT({ ...CLAIMS, role: 'king', sub: 'x' })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('evenkeel')
      .setAudience('evenkeel')
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(TEST_AUTH.secret!));
    await expect(tokenVerifier(TEST_AUTH).verify(token)).rejects.toEqual(code('auth.token-invalid'));
  });

  it('gives no team to a token that names none, and all to one that says so', async () => {
    const verifier = tokenVerifier(TEST_AUTH);
    expect((await verifier.verify(await tokenFor({ role: 'lead', teams: [] }))).teams).toEqual([]);
    expect((await verifier.verify(await tokenFor({ role: 'lead', teams: ['*'] }))).teams).toEqual(['*']);
  });

  it.each([1e300, 1e12, -1, 1.5, Number.MAX_SAFE_INTEGER])('refuses the expiry %s', async (exp) => {
    const token = await new SignJWT({ ...CLAIMS, sub: 'x', exp })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer('evenkeel')
      .setAudience('evenkeel')
      .sign(new TextEncoder().encode(TEST_AUTH.secret!));
    const refused = expect.objectContaining({ code: expect.stringMatching(/^auth\.token-/) });
    await expect(tokenVerifier(TEST_AUTH).verify(token)).rejects.toEqual(refused);
  });

  it('refuses a token that is valid for too long, and one that was revoked meanwhile', async () => {
    const token = await tokenFor({ expiresAtMs: Date.now() + 3 * 3_600_000 });
    await expect(tokenVerifier({ ...TEST_AUTH, maxTokenHours: 2 }).verify(token)).rejects.toEqual(
      code('auth.token-too-long'),
    );
    const revoked = { revokedTokenIds: [] as string[], revokedSubjects: [] as string[] };
    const verifier = tokenVerifier(TEST_AUTH, () => revoked);
    await verifier.verify(token);
    revoked.revokedTokenIds.push(decodeJwt(token).jti!);
    await expect(verifier.verify(token)).rejects.toEqual(code('auth.token-revoked'));
    revoked.revokedTokenIds.length = 0;
    revoked.revokedSubjects.push('acme/test');
    await expect(verifier.verify(token)).rejects.toEqual(code('auth.token-revoked'));
  });

  it('takes a key set in the clear from this machine alone', () => {
    const parse = (jwksUrl: string) => authSection.safeParse({ jwksUrl }).success;
    expect(parse('http://127.0.0.1:9/keys') && parse('http://localhost/keys')).toBe(true);
    expect(parse('https://id.example/keys')).toBe(true);
    expect(parse('http://id.example/keys') || parse('http://127.0.0.1.example/keys')).toBe(false);
  });

  it('takes a binding ticket for what it is, for a minute, and for nothing else', async () => {
    const call = { tenant: 'acme', platform: 'native', callId: 'c', agentId: 'ada' };
    const verifier = tokenVerifier(TEST_AUTH);
    const ticket = await issueBindingTicket(TEST_AUTH, call, 'crm');
    const shown = await verifier.verifyBinding(ticket);
    expect(shown).toMatchObject(call);
    expect((await verifier.verifyBinding(ticket)).id).toBe(shown.id);
    const another = await issueBindingTicket(TEST_AUTH, call, 'crm');
    expect((await verifier.verifyBinding(another)).id).not.toBe(shown.id);
    await expect(verifier.verify(ticket)).rejects.toEqual(code('auth.token-invalid'));
    const pass = await tokenFor({ role: 'binder' });
    await expect(verifier.verifyBinding(pass)).rejects.toEqual(code('binding.ticket-invalid'));
    const long = await new SignJWT({ ...decodeJwt(ticket), exp: Math.ceil(Date.now() / 1000) + 61 })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(TEST_AUTH.secret!));
    await expect(verifier.verifyBinding(long)).rejects.toEqual(code('binding.ticket-invalid'));
  });

  it('says that nothing is configured to verify with', async () => {
    await expect(tokenVerifier(authSection.parse({})).verify(await tokenFor())).rejects.toEqual(
      code('auth.not-configured'),
    );
  });

  it("accepts an identity provider's token by its key set, and no HS256 forged with the public key", async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const key = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' };
    const provider = createServer((_request, response) => response.end(JSON.stringify({ keys: [key] })));
    await new Promise<void>((resolve) => provider.listen(0, '127.0.0.1', resolve));
    const { port } = provider.address() as AddressInfo;
    const verifier = tokenVerifier(authSection.parse({ jwksUrl: `http://127.0.0.1:${port}/keys` }));
    const signed = (token: SignJWT) =>
      token.setSubject('ann').setIssuer('evenkeel').setAudience('evenkeel').setExpirationTime('1h');
    const good = await signed(new SignJWT(CLAIMS).setProtectedHeader({ alg: 'ES256', kid: 'one' })).sign(
      privateKey,
    );
    expect(await verifier.verify(good)).toMatchObject({ role: 'agent', subject: 'ann' });
    const forged = await signed(new SignJWT(CLAIMS).setProtectedHeader({ alg: 'HS256', kid: 'one' })).sign(
      new TextEncoder().encode(JSON.stringify(key)),
    );
    await expect(verifier.verify(forged)).rejects.toEqual(code('auth.token-invalid'));
    provider.close();
  });
});

describe('stream credentials', () => {
  it('reads Bearer and Basic, and nothing else', () => {
    expect(bearerToken({ authorization: 'bearer abc.def' })).toBe('abc.def');
    expect(bearerToken({ authorization: 'Basic abc' })).toBeNull();
    // RFC 7617, 2: the example of the RFC.
    expect(basicCredentials({ authorization: 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==' })).toEqual({
      user: 'Aladdin',
      password: 'open sesame',
    });
    expect(basicCredentials({ authorization: 'Basic QWxhZGRpbg==' })).toBeNull();
    expect(basicCredentials({})).toBeNull();
  });

  it('compares secrets of any length', () => {
    expect(sameSecret('one', 'one')).toBe(true);
    expect(sameSecret('one', 'one more')).toBe(false);
  });
});
