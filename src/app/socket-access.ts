import type { Right } from '../auth/principal.js';
import { DESKTOP_RIGHTS } from '../delivery/desktop-rights.js';
import { NATIVE_MESSAGE_TYPES, NATIVE_RIGHT } from '../ingest/adapters/native-messages.js';
import { LIVE_VIEW_RIGHT } from '../live/try/live-view-session.js';

/** A message that a client may send over a WebSocket, and what it asks for. */
export type SocketAccess = { readonly socket: string; readonly message: string; readonly needs: Right };

/** Every message of every socket that a token opens. Telephone platforms bring the credentials of their connector. */
export const SOCKET_ACCESS: readonly SocketAccess[] = [
  ...Object.entries<Right>(DESKTOP_RIGHTS).map(([message, needs]) => ({
    socket: '/desktop',
    message,
    needs,
  })),
  ...['start', 'audio'].map((message) => ({ socket: '/try', message, needs: LIVE_VIEW_RIGHT as Right })),
  ...[...NATIVE_MESSAGE_TYPES, 'audio'].map((message) => ({
    socket: 'native',
    message,
    needs: NATIVE_RIGHT as Right,
  })),
];
