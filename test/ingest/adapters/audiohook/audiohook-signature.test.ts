import { describe, expect, it } from 'vitest';
import { verifySignature } from '../../../../src/ingest/adapters/audiohook/audiohook-signature.js';
import type { UpgradeRequest } from '../../../../src/ingest/media-adapter.js';

/** The published example of the AudioHook documentation. */
const SECRET = 'TXlTdXBlclNlY3JldEtleVRlbGxOby0xITJAMyM0JDU=';
const API_KEY = 'SGVsbG8sIEkgYW0gdGhlIEFQSSBrZXkh';
const CREATED_S = 1641013200;
const PARAMETERS = `keyid="${API_KEY}";nonce="VGhpc0lzQVVuaXF1ZU5vbmNl";alg="hmac-sha256";created=1641013200;expires=3282026430`;
const COMPONENTS =
  '("@request-target" "@authority" "audiohook-organization-id" "audiohook-session-id" "audiohook-correlation-id" "x-api-key")';
const HEADERS: Readonly<Record<string, string>> = {
  Host: 'audiohook.example.com',
  'Audiohook-Organization-Id': 'd7934305-0972-4844-938e-9060eef73d05',
  'Audiohook-Session-Id': '30b0e395-84d3-4570-ac13-9a62d8f514c0',
  'Audiohook-Correlation-Id': 'e160e428-53e2-487c-977d-96989bf5c99d',
  'X-API-KEY': API_KEY,
  'Signature-Input': `sig1=${COMPONENTS};${PARAMETERS}`,
  Signature: 'sig1=:NZBwyBHRRyRoeLqy1IzOa9VYBuI8TgMFt2GRDkDuJh4=:',
};

function request(
  changed: Readonly<Record<string, string | null>> = {},
  target = '/api/v1/voicebiometrics/ws',
) {
  const lines = Object.entries({ ...HEADERS, ...changed }).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as const],
  );
  const upgrade: UpgradeRequest = {
    target,
    headers: Object.fromEntries(lines.map(([name, value]) => [name.toLowerCase(), value])),
    rawHeaders: lines.flat(),
  };
  return upgrade;
}

const check = {
  secret: SECRET,
  apiKey: API_KEY,
  publicAuthority: null,
  nowS: CREATED_S,
  skewS: 3,
};

describe('verifySignature', () => {
  it('accepts the published example', () => {
    expect(verifySignature(request(), check)).toEqual({ kind: 'good', nonce: 'VGhpc0lzQVVuaXF1ZU5vbmNl' });
  });

  it.each([
    ['a host in capitals with the default port', { Host: 'AudioHook.Example.com:443' }],
    ['white space around a value', { 'Audiohook-Session-Id': '  30b0e395-84d3-4570-ac13-9a62d8f514c0 ' }],
  ])('accepts %s', (_name, changed) => {
    expect(verifySignature(request(changed), check).kind).toBe('good');
  });

  it('uses the public host name where a proxy changed the Host header', () => {
    const behindProxy = request({ Host: '10.0.0.7:8040' });
    expect(verifySignature(behindProxy, check)).toEqual({ kind: 'bad', code: 'auth.signature-invalid' });
    expect(verifySignature(behindProxy, { ...check, publicAuthority: 'audiohook.example.com' }).kind).toBe(
      'good',
    );
  });

  it.each([
    ['another path', {}, '/api/v1/voicebiometrics/ws?x=1'],
    ['another session', { 'Audiohook-Session-Id': '30b0e395-84d3-4570-ac13-9a62d8f514c1' }, undefined],
    ['a signature that is cut', { Signature: 'sig1=:NZBwyBHRRyRoeLqy1IzOa9VYBuI8:' }, undefined],
    ['a signature that is no signature', { Signature: 'sig1' }, undefined],
    ['a missing covered header', { 'Audiohook-Correlation-Id': null }, undefined],
    ['an unknown parameter', { 'Signature-Input': `sig1=${COMPONENTS};${PARAMETERS};tag="x"` }, undefined],
    [
      'a component that is not covered',
      { 'Signature-Input': `sig1=("@request-target" "@authority");${PARAMETERS}` },
      undefined,
    ],
    [
      'another key id',
      { 'Signature-Input': `sig1=${COMPONENTS};${PARAMETERS}`.replace('SGVs', 'XGVs') },
      undefined,
    ],
    [
      'a short nonce',
      { 'Signature-Input': `sig1=${COMPONENTS};${PARAMETERS}`.replace('VGhpc0lzQVVuaXF1ZU5vbmNl', 'short') },
      undefined,
    ],
  ])('refuses %s', (_name, changed, target) => {
    expect(verifySignature(request(changed, target), check)).toEqual({
      kind: 'bad',
      code: 'auth.signature-invalid',
    });
  });

  it('refuses an unknown key as it refuses a wrong secret', () => {
    expect(verifySignature(request(), { ...check, secret: null })).toEqual({
      kind: 'bad',
      code: 'auth.signature-invalid',
    });
  });

  it('says that a signature is missing', () => {
    expect(verifySignature(request({ Signature: null }), check)).toEqual({
      kind: 'bad',
      code: 'auth.signature-missing',
    });
  });

  it.each([
    ['as old as its lifetime and the skew', 13, 'good'],
    ['older than that', 14, 'bad'],
    ['from the future within the skew', -3, 'good'],
    ['from further ahead', -4, 'bad'],
  ])('judges a signature %s', (_name, ageS, kind) => {
    expect(verifySignature(request(), { ...check, nowS: CREATED_S + ageS }).kind).toBe(kind);
  });
});
