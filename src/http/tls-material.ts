import { createPrivateKey, X509Certificate } from 'node:crypto';
import { EvenkeelError } from '../errors.js';
import { parsePem, readPem, refuseOpenKey } from './tls-file.js';

/** Certificate chain and key, PEM, and when the certificate ends. */
export type TlsMaterial = {
  readonly cert: string;
  readonly key: string;
  readonly expiresAtMs: number;
};

export type TlsFiles = { readonly tlsCertFile: string | null; readonly tlsKeyFile: string | null };

/**
 * Reads and judges the certificate before anybody meets it; null where none is configured.
 * @throws EvenkeelError `server.tls-unreadable`, `server.tls-key-mode`, `server.tls-mismatch`, `server.tls-expired`
 */
export function readTlsMaterial(files: TlsFiles, nowMs: number): TlsMaterial | null {
  const { tlsCertFile, tlsKeyFile } = files;
  if (tlsCertFile === null || tlsKeyFile === null) return null;
  const cert = readPem(tlsCertFile);
  refuseOpenKey(tlsKeyFile);
  const key = readPem(tlsKeyFile);
  const certificate = parsePem(tlsCertFile, () => new X509Certificate(cert));
  const privateKey = parsePem(tlsKeyFile, () => createPrivateKey(key));
  if (!certificate.checkPrivateKey(privateKey))
    throw new EvenkeelError('server.tls-mismatch', `${tlsCertFile}, ${tlsKeyFile}.`);
  const expiresAtMs = Date.parse(certificate.validTo);
  const startsAtMs = Date.parse(certificate.validFrom);
  if (nowMs >= expiresAtMs || nowMs < startsAtMs) {
    const span = `${iso(startsAtMs)} to ${iso(expiresAtMs)}; this machine's clock says ${iso(nowMs)}`;
    throw new EvenkeelError('server.tls-expired', `${tlsCertFile} is valid from ${span}.`);
  }
  return { cert, key, expiresAtMs };
}

function iso(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}
