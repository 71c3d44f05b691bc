import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { ERRORS, type ErrorCode } from '../errors.js';

/** Answers a WebSocket upgrade with the code's HTTP status and a JSON body `{ code, message }`, and closes. */
export function refuseUpgrade(socket: Duplex, code: ErrorCode): void {
  const { http, text } = ERRORS[code];
  const body = JSON.stringify({ code, message: text });
  const lines = [
    `HTTP/1.1 ${http} ${STATUS_CODES[http] ?? ''}`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(http === 401 ? ['WWW-Authenticate: Bearer'] : []),
    ...(http === 503 ? ['Retry-After: 5'] : []),
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
