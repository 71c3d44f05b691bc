import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A self-signed certificate for a host, made by openssl, and its key with mode 0600. */
export function makeCertificate(
  days = 30,
  host = 'localhost',
): { readonly tlsCertFile: string; readonly tlsKeyFile: string } {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-tls-'));
  const tlsCertFile = join(folder, 'cert.pem');
  const tlsKeyFile = join(folder, 'key.pem');
  const names = `subjectAltName=DNS:${host},IP:127.0.0.1`;
  const request = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days ${days} -subj /CN=${host} -addext ${names}`;
  execFileSync('openssl', [...request.split(' '), '-keyout', tlsKeyFile, '-out', tlsCertFile], {
    stdio: 'pipe',
  });
  chmodSync(tlsKeyFile, 0o600);
  return { tlsCertFile, tlsKeyFile };
}
