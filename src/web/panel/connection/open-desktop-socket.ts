import type { ServerMessage } from '../../../delivery/agent-message.js';

/** The value of `DESKTOP_PROTOCOL`: pages take types alone from the server's folders. */
const PROTOCOL: Extract<ServerMessage, { type: 'hello' }>['protocol'] = 'evenkeel.desktop.v1';

/** Opens the panel's line to its server. */
export function openDesktopSocket(url: string): WebSocket {
  return new WebSocket(url, PROTOCOL);
}
