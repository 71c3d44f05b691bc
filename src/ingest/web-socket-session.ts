import type { RawData, WebSocket } from 'ws';
import type { ErrorCode } from '../errors.js';
import { readingTurns } from '../http/reading-turns.js';
import type { StreamSession } from './stream-session.js';

/** `ws` names the fault of the peer in the error's code. */
const TRANSPORT_ERRORS: ReadonlyMap<string, ErrorCode> = new Map(
  Object.entries({
    WS_ERR_UNSUPPORTED_MESSAGE_LENGTH: 'stream.message-too-large',
    WS_ERR_UNSUPPORTED_DATA_PAYLOAD_LENGTH: 'stream.message-too-large',
    WS_ERR_INVALID_UTF8: 'stream.message-invalid',
  } as const),
);

/** Joins a WebSocket to its session for as long as it lives; what it tells is heard in turns of the loop. */
export function bindWebSocket(socket: WebSocket, session: StreamSession, onClosed: () => void): void {
  const inTurn = (step: () => void) => readingTurns.take(socket, step);
  socket.on('message', (data: RawData, isBinary: boolean) => {
    const bytes = data as Buffer;
    inTurn(() => {
      if (isBinary) session.onBinary(bytes);
      else session.onText(bytes.toString('utf8'), bytes.length);
    });
  });
  socket.on('pong', () => inTurn(() => session.onPong()));
  socket.on('error', (error: NodeJS.ErrnoException) => {
    const code = error.code ?? '';
    inTurn(() =>
      session.onTransportError(
        TRANSPORT_ERRORS.get(code) ??
          (code.startsWith('WS_ERR_') ? 'stream.message-invalid' : 'stream.peer-lost'),
      ),
    );
  });
  socket.on('close', (code: number) =>
    inTurn(() => {
      session.onClosed(code);
      onClosed();
    }),
  );
}
