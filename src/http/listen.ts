import type { AddressInfo } from 'node:net';
import { Server as TlsServer } from 'node:tls';
import type { FastifyInstance } from 'fastify';
import { EvenkeelError } from '../errors.js';
import type { TlsMaterial } from './tls-material.js';

/** Serves a renewed certificate to those who connect from now on; connections that are open keep theirs. */
export function replaceCertificate(app: FastifyInstance, { cert, key }: TlsMaterial): void {
  if (app.server instanceof TlsServer) app.server.setSecureContext({ cert, key, minVersion: 'TLSv1.2' });
}

/**
 * Starts to listen; resolves to the base URL, with the port that was given when `port` is 0.
 * @throws EvenkeelError `server.port-taken`, `server.port-forbidden`, `server.address-unavailable`
 */
export async function listen(
  app: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? '';
    const at = `${host}:${port}.`;
    if (code === 'EADDRINUSE') throw new EvenkeelError('server.port-taken', at, { cause });
    if (code === 'EACCES') throw new EvenkeelError('server.port-forbidden', at, { cause });
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
      throw new EvenkeelError('server.address-unavailable', at, { cause });
    throw cause;
  }
  const { port: actual } = app.server.address() as AddressInfo;
  return `${app.server instanceof TlsServer ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${actual}`;
}
