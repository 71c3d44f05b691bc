import { WebSocket } from 'ws';
import { type AgentMessage, DESKTOP_PROTOCOL, type ServerMessage } from '../../delivery/agent-message.js';

/** What a headless demo shows in the place of the page: the cue or offer exactly as a desktop was sent it. */
export type ShownCue = Extract<AgentMessage, { type: 'cue' | 'reset' }>;

/** A desktop without a screen: connects as the agent's page does and hands on what it is shown. */
export async function openDemoDesktop(
  baseUrl: string,
  token: string,
  onShown: (cue: ShownCue) => void,
): Promise<{ close(): void }> {
  const socket = new WebSocket(`${baseUrl.replace(/^http/, 'ws')}/desktop`, DESKTOP_PROTOCOL);
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('The demo desktop was refused.')));
    socket.on('open', () => socket.send(JSON.stringify({ type: 'token', token })));
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as ServerMessage;
      if (message.type === 'hello') resolve();
      if (message.type === 'cue' || message.type === 'reset') onShown(message);
    });
  });
  return { close: () => socket.close() };
}
