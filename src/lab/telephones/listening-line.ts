import type { CallFrame } from './call-frame.js';
import type { TelephoneLine, Wire } from './telephone.js';

/** A line of a platform that only sends: it expects no answer, and counts every text the server sends as uninvited. */
export abstract class ListeningLine implements TelephoneLine {
  abstract readonly url: string;
  readonly headers: Readonly<Record<string, string>> = {};
  readonly subprotocols: readonly string[] = [];
  readonly closesWith = 1000;
  #uninvited = 0;

  abstract greeting(): readonly Wire[];
  abstract talk(frame: CallFrame): readonly Wire[];
  abstract farewell(): readonly Wire[];

  mayTalk(): boolean {
    return true;
  }

  idle(): readonly Wire[] {
    return [];
  }

  hear(_text: string): readonly Wire[] {
    this.#uninvited++;
    return [];
  }

  mayHangUp(): boolean {
    return true;
  }

  /** Texts that a server must not send on a listening stream. */
  observations(): Readonly<Record<string, number>> {
    return { uninvitedTexts: this.#uninvited };
  }
}

/** `Authorization: Basic …` (RFC 7617), or nothing. */
export function basicHeader(credentials: { username?: string; password?: string }): Record<string, string> {
  if (credentials.username === undefined) return {};
  const pair = `${credentials.username}:${credentials.password ?? ''}`;
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}
