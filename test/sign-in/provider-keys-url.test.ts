import { expect, it } from 'vitest';
import { providerKeysUrl } from '../../src/sign-in/provider-keys-url.js';

const ISSUER = 'https://login.example.com/acme';

it('takes the keys of an identity provider from where nobody in between can put others', () => {
  expect(providerKeysUrl('https://keys.example.com/set', ISSUER).href).toBe('https://keys.example.com/set');
  // A provider that is tried on this machine.
  expect(providerKeysUrl('http://localhost:9/jwks', 'http://localhost:9').href).toBe(
    'http://localhost:9/jwks',
  );
});

it.each([undefined, '', 'keys', 'http://login.example.com/acme/jwks', 'http://localhost/jwks', 'data:,{}'])(
  'does not take them from %s',
  (jwksUri) => {
    expect(() => providerKeysUrl(jwksUri, ISSUER)).toThrow(
      expect.objectContaining({ code: 'auth.provider-away' }),
    );
  },
);
