import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { EvenkeelError } from '../errors.js';

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
  const cert = read(tlsCertFile);
  refuseOpenKey(tlsKeyFile);
  const key = read(tlsKeyFile);
  const certificate = parsed(tlsCertFile, () => new X509Certificate(cert));
  const privateKey = parsed(tlsKeyFile, () => createPrivateKey(key));
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

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new EvenkeelError('server.tls-unreadable', `${file} (${why}).`, { cause });
  }
}

function parsed<Value>(file: string, parse: () => Value): Value {
  try {
    return parse();
  } catch (cause) {
    throw new EvenkeelError('server.tls-unreadable', `${file} is not PEM of the right kind.`, { cause });
  }
}

function refuseOpenKey(file: string): void {
  if (process.platform === 'win32') return;
  let mode: number;
  try {
    mode = statSync(file).mode & 0o777;
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code ?? 'unknown';
    throw new EvenkeelError('server.tls-unreadable', `${file} (${why}).`, { cause });
  }
  if ((mode & 0o007) !== 0) {
    const shown = mode.toString(8).padStart(4, '0');
    throw new EvenkeelError('server.tls-key-mode', `${file} has mode ${shown}; run: chmod 0600 ${file}`);
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}
