import type { WebSocket } from 'ws';
import type { Wire } from '../../src/lab/telephones/telephone.js';

export function sizeOf(wire: Wire): number {
  return typeof wire === 'string' ? Buffer.byteLength(wire) : wire.length;
}

/** Sends everything at once; resolves to the bytes when the system has taken them, or the peer has gone. */
export async function sendAll(socket: WebSocket, wires: readonly Wire[]): Promise<number> {
  const gone = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const taken = wires.map((wire) => new Promise<void>((resolve) => socket.send(wire, () => resolve())));
  await Promise.race([gone, Promise.all(taken)]);
  return wires.reduce((sum, wire) => sum + sizeOf(wire), 0);
}
