import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { ERRORS, type ErrorCode } from '../errors.js';
import { securityHeaders } from './security-headers.js';

/**
 * Answers a peer that never became a request of ours (a refused upgrade, bytes that are not HTTP) with the code's HTTP
 * status and a JSON body `{ code, message }`, and closes.
 */
export function refuseSocket(socket: Duplex, code: ErrorCode): void {
  if (!socket.writable) return;
  const { http, text } = ERRORS[code];
  const body = JSON.stringify({ code, message: text });
  const isTls = 'encrypted' in socket && socket.encrypted === true;
  const headers = {
    connection: 'close',
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': 'no-store',
    ...securityHeaders({ frameAncestors: [], isTls }),
    ...(http === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    ...(http === 503 ? { 'retry-after': '5' } : {}),
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${http} ${STATUS_CODES[http] ?? ''}\r\n${lines.join('')}\r\n${body}`);
}

/** What is wrong with bytes that Node's parser refused. */
export function codeOfBrokenRequest(error: NodeJS.ErrnoException): ErrorCode {
  if (error.code === 'HPE_HEADER_OVERFLOW') return 'http.headers-too-large';
  return error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'http.request-late' : 'http.request-invalid';
}
