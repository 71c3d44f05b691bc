import { WebSocket } from 'ws';
import { type AgentMessage, DESKTOP_PROTOCOL, type ServerMessage } from '../../delivery/agent-message.js';
import type { Language } from '../../i18n/language.js';
import { clockText, cueText } from '../coach-event-text.js';

/** What a terminal shows instead of the page: the cue or offer exactly as a desktop was sent it. */
export type ShownCue = Extract<AgentMessage, { type: 'cue' | 'reset' }>;

/** A desktop without a screen: connects as the agent's page does and hands on what it is shown. */
export async function openLocalDesktop(
  baseUrl: string,
  token: string,
  onShown: (cue: ShownCue) => void,
): Promise<{ close(): void }> {
  const socket = new WebSocket(`${baseUrl.replace(/^http/, 'ws')}/desktop`, DESKTOP_PROTOCOL);
  await new Promise<void>((resolve, reject) => {
    // Stays for the life of the socket: an error after the opening ends the demo's desktop, not the process.
    socket.on('error', reject);
    socket.once('close', () => reject(new Error('The desktop in the terminal was refused.')));
    socket.on('open', () => socket.send(JSON.stringify({ type: 'token', token })));
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as ServerMessage;
      if (message.type === 'hello') resolve();
      if (message.type === 'cue' || message.type === 'reset') onShown(message);
    });
  });
  return { close: () => socket.close() };
}

export function kindOf(cue: ShownCue): Extract<ShownCue, { type: 'cue' }>['kind'] | 'reset' {
  return cue.type === 'reset' ? 'reset' : cue.kind;
}

/** One line for the terminal: when in the call, and what the agent is shown. */
export function cueLine(cue: ShownCue, language: Language): string {
  return `${clockText(cue.atMs).padStart(8)}  ${cueText({ kind: kindOf(cue), reason: cue.reason }, language)}`;
}
