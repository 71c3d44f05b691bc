/** One session of an agent who has switched self-coaching on: the only reader of what derives from their voice. */
export class OwnSession {
  // A private member makes the type nominal: no other object with a `sessionId` is assignable to it.
  readonly #id: string;

  constructor(sessionId: string) {
    this.#id = sessionId;
  }

  get sessionId(): string {
    return this.#id;
  }
}

/**
 * A value that derives from the emotion of an agent's voice (self-coaching). It is opaque: it has no readable content,
 * serialises to nothing, and gives its content to the session that switched self-coaching on, and to no other. No
 * record, log field, metric or message type accepts it, so it cannot be kept or counted by oversight.
 */
export class OwnEyesOnly<T> {
  /** Known to the types of logs and records, which refuse whatever carries it. */
  declare readonly ownEyesOnly: true;
  readonly #session: OwnSession;
  readonly #content: T;

  constructor(session: OwnSession, content: T) {
    this.#session = session;
    this.#content = content;
  }

  /** The content for the session that it is for; null for any other. */
  reveal(session: OwnSession): T | null {
    return session === this.#session ? this.#content : null;
  }

  /** JSON leaves it out. */
  toJSON(): undefined {
    return undefined;
  }
}
