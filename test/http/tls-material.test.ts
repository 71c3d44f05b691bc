import { chmodSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTlsMaterial } from '../../src/http/tls-material.js';
import { makeCertificate } from '../support/certificates.js';

const DAY_MS = 86_400_000;
const now = Date.now();
const files = makeCertificate(30);

function codeOf(act: () => unknown): unknown {
  try {
    act();
    return 'none';
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
}

describe('readTlsMaterial', () => {
  it('is null without TLS, and says when the certificate ends', () => {
    expect(readTlsMaterial({ tlsCertFile: null, tlsKeyFile: null }, now)).toBeNull();
    const tls = readTlsMaterial(files, now + 1000);
    expect(Math.abs(tls!.expiresAtMs - (now + 30 * DAY_MS))).toBeLessThan(60_000);
  });

  it('refuses a certificate that has ended or not begun, and shows the clock', () => {
    expect(codeOf(() => readTlsMaterial(files, now + 31 * DAY_MS))).toBe('server.tls-expired');
    expect(codeOf(() => readTlsMaterial(files, now - 3_600_000))).toBe('server.tls-expired');
    expect(() => readTlsMaterial(files, now - 3_600_000)).toThrow(/this machine's clock says/);
  });

  it('refuses a key of another certificate, an open key, a missing file and what is not PEM', () => {
    const other = makeCertificate();
    const stranger = { ...files, tlsKeyFile: other.tlsKeyFile };
    expect(codeOf(() => readTlsMaterial(stranger, now + 1000))).toBe('server.tls-mismatch');
    chmodSync(other.tlsKeyFile, 0o644);
    expect(codeOf(() => readTlsMaterial(other, now + 1000))).toBe('server.tls-key-mode');
    const missing = { ...files, tlsCertFile: join(dirname(files.tlsCertFile), 'no.pem') };
    expect(codeOf(() => readTlsMaterial(missing, now))).toBe('server.tls-unreadable');
    const junk = join(dirname(files.tlsCertFile), 'junk.pem');
    writeFileSync(junk, 'no certificate');
    expect(codeOf(() => readTlsMaterial({ ...files, tlsCertFile: junk }, now))).toBe('server.tls-unreadable');
  });
});
