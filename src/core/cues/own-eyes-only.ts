/** The one session that may see a value of its own agent's voice. */
export type OwnSession = { readonly sessionId: string };

/**
 * A value that derives from the emotion of an agent's voice (self-coaching). It is opaque: it has no readable
 * property, writes itself as nothing to JSON, and gives its content to the session that switched self-coaching on, and
 * to no other. No record, log field, metric or message type accepts it, so it cannot be kept or counted by oversight.
 */
export class OwnEyesOnly<T> {
  readonly #sessionId: string;
  readonly #content: T;

  constructor(session: OwnSession, content: T) {
    this.#sessionId = session.sessionId;
    this.#content = content;
  }

  /** The content for the session that it is for; null for any other. */
  reveal(session: OwnSession): T | null {
    return session.sessionId === this.#sessionId ? this.#content : null;
  }

  /** Nothing of it is written, whoever serialises it. */
  toJSON(): undefined {
    return undefined;
  }
}
