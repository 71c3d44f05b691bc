import { randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import type { Principal } from '../auth/principal.js';
import type { Config } from '../config/config-schema.js';
import { EvenkeelError } from '../errors.js';
import type { Database } from '../storage/database.js';
import type { SignInCredentialsTable, Tables } from '../storage/tables.js';
import { whenNotLocked } from '../storage/when-not-locked.js';
import { digestOf, keyOf, makeCredential, makeKey, seal, unseal } from './credential.js';
import { type SessionContent, sealContent, unsealContent } from './session-content.js';
import { addCredential, forgetExpired, makeRoom } from './session-rows.js';

export type CredentialKind = SignInCredentialsTable['kind'];

/** A session as whoever holds a credential of it sees it. Times are milliseconds since the epoch. */
export type OpenSession = {
  readonly id: string;
  readonly content: SessionContent;
  /** When the session ends, however much it is used. */
  readonly endsAt: number;
  readonly credential: {
    readonly kind: CredentialKind;
    readonly createdAt: number;
    readonly expiresAt: number;
  };
  /** Opens the sealed content; never leaves the process. */
  readonly key: Uint8Array;
};

export type NewSession = {
  readonly content: SessionContent;
  /** Issuer and subject, and the provider's own id of the sign-in, as back-channel log-out names them. */
  readonly provider: {
    readonly issuer: string;
    readonly subject: string;
    readonly sessionId: string | null;
  } | null;
};

export type SessionsOptions = {
  readonly db: Database;
  /** Resolves once the schema is up to date. */
  readonly ready: () => Promise<void>;
  readonly now: () => number;
  readonly limits: Pick<
    Config['signIn'],
    'sessionHours' | 'idleMinutes' | 'maxSessions' | 'maxSessionsPerPerson'
  >;
  /** Asked every time: they may change while the process runs. */
  readonly revocations: () => Pick<Config['auth'], 'revokedTokenIds' | 'revokedSubjects'>;
};

/** What a page holds in memory, and renews well before. */
export const PAGE_LIFETIME_MS = 600_000;
/** From the pop-up's last page to the frame that waits for it. */
const TICKET_LIFETIME_MS = 30_000;
/** Requests that were under way when a cookie was replaced still carry the old one. */
const REPLACED_GRACE_MS = 30_000;

/** Sessions of people, in the database: every node knows them, and at rest none can be read or used. */
export class Sessions {
  readonly #options: SessionsOptions;

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /**
   * Opens a session and gives its first credential.
   * @param proof for a ticket: what its redeemer must know
   * @throws EvenkeelError `auth.sessions-full`, `auth.sessions-away`
   */
  async open(session: NewSession, kind: 'cookie' | 'ticket', proof = ''): Promise<string> {
    const { now, limits } = this.#options;
    const key = makeKey();
    const credential = makeCredential();
    const { tenant, subject, role } = session.content;
    const row = {
      id: randomUUID(),
      sealed: await sealContent(session.content, key),
      person_digest:
        session.provider === null
          ? digestOf('link', tenant, subject, role)
          : digestOf('person', session.provider.issuer, session.provider.subject),
      provider_digest: session.provider?.sessionId
        ? digestOf('provider', session.provider.issuer, session.provider.sessionId)
        : null,
      created_at: now(),
      expires_at: now() + limits.sessionHours * 3_600_000,
      rechecking_until: 0,
    };
    await this.#write(async (transaction) => {
      await forgetExpired(transaction, now());
      await makeRoom(transaction, row.person_digest, limits);
      await transaction.insertInto('sign_in_sessions').values(row).execute();
      const opened = { id: row.id, key, endsAt: row.expires_at };
      await this.#give(transaction, opened, { kind, credential, proof });
    });
    return credential;
  }

  /**
   * Who holds the credential, for routes and sockets.
   * @throws EvenkeelError `auth.session-ended`, `auth.token-revoked`, `auth.sessions-away`
   */
  async verify(credential: string): Promise<Principal> {
    const { content, credential: held } = await this.read(credential);
    const { role, tenant, subject, teams } = content;
    return { role, tenant, subject, teams, expiresAtMs: held.expiresAt };
  }

  /** @throws EvenkeelError `auth.session-ended`, `auth.token-revoked`, `auth.sessions-away` */
  async read(credential: string): Promise<OpenSession> {
    const session = await this.#find(credential, '');
    if (session === null || session.credential.kind === 'ticket')
      throw new EvenkeelError('auth.session-ended');
    const { content, id } = session;
    const { revokedTokenIds, revokedSubjects } = this.#options.revocations();
    const isRevoked =
      revokedTokenIds.includes(id) ||
      (content.tokenId !== null && revokedTokenIds.includes(content.tokenId)) ||
      revokedSubjects.includes(`${content.tenant}/${content.subject}`);
    if (isRevoked) {
      await this.end(id);
      throw new EvenkeelError('auth.token-revoked');
    }
    return session;
  }

  /** A short-lived credential for one page. */
  async givePage(session: OpenSession): Promise<{ readonly token: string; readonly expiresInMs: number }> {
    const token = makeCredential();
    const expiresAt = await this.#write((transaction) =>
      this.#give(transaction, session, { kind: 'page', credential: token }),
    );
    return { token, expiresInMs: expiresAt - this.#options.now() };
  }

  /** Another cookie in place of the old one, which is good for requests under way alone. */
  async replaceCookie(session: OpenSession, old: string | null): Promise<string> {
    const cookie = makeCredential();
    const { now } = this.#options;
    await this.#write(async (transaction) => {
      if (old !== null)
        await transaction
          .updateTable('sign_in_credentials')
          .set({ expires_at: Math.min(session.credential.expiresAt, now() + REPLACED_GRACE_MS) })
          .where('digest', '=', digestOf('', old))
          .execute();
      await this.#give(transaction, session, { kind: 'cookie', credential: cookie });
    });
    return cookie;
  }

  /** Uses a ticket up. Null: it is unknown, used, too old, or somebody else's. */
  async redeem(ticket: string, proof: string): Promise<OpenSession | null> {
    const session = await this.#find(ticket, proof);
    if (session?.credential.kind !== 'ticket') return null;
    const { numDeletedRows } = await this.#write((transaction) =>
      transaction
        .deleteFrom('sign_in_credentials')
        .where('digest', '=', digestOf(proof, ticket))
        .executeTakeFirst(),
    );
    return numDeletedRows === 1n ? session : null;
  }

  /** Marks a link as used. False: it has been used before, on this node or another. */
  async useUp(link: string, untilMs: number): Promise<boolean> {
    const inserted = await this.#write((transaction) =>
      transaction
        .insertInto('sign_in_used')
        .values({ digest: digestOf('link', link), expires_at: untilMs })
        .onConflict((conflict) => conflict.doNothing())
        .returning('digest')
        .executeTakeFirst(),
    );
    return inserted !== undefined;
  }

  /** True for one caller at a time: the one that asks the provider. */
  async claimRecheck({ id }: OpenSession, forMs: number): Promise<boolean> {
    const now = this.#options.now();
    const { numUpdatedRows } = await this.#write((transaction) =>
      transaction
        .updateTable('sign_in_sessions')
        .set({ rechecking_until: now + forMs })
        .where('id', '=', id)
        .where('rechecking_until', '<=', now)
        .executeTakeFirst(),
    );
    return numUpdatedRows === 1n;
  }

  async update({ id, key }: OpenSession, content: SessionContent): Promise<void> {
    const sealed = await sealContent(content, key);
    await this.#write((transaction) =>
      transaction
        .updateTable('sign_in_sessions')
        .set({ sealed, rechecking_until: 0 })
        .where('id', '=', id)
        .execute(),
    );
  }

  async end(id: string): Promise<void> {
    await this.#write((transaction) =>
      transaction.deleteFrom('sign_in_sessions').where('id', '=', id).execute(),
    );
  }

  /** Ends one sign-in at the provider, or, without its id, all of the person's. */
  async endAtProvider(issuer: string, subject: string | null, sessionId: string | null): Promise<void> {
    await this.#write((transaction) => {
      const sessions = transaction.deleteFrom('sign_in_sessions');
      return sessionId === null
        ? sessions.where('person_digest', '=', digestOf('person', issuer, subject ?? '')).execute()
        : sessions.where('provider_digest', '=', digestOf('provider', issuer, sessionId)).execute();
    });
  }

  async #find(credential: string, proof: string): Promise<OpenSession | null> {
    const { db, now } = this.#options;
    const row = await this.#whileHere(() =>
      db
        .selectFrom('sign_in_credentials as held')
        .innerJoin('sign_in_sessions as session', 'session.id', 'held.session_id')
        .select(['session.id', 'session.sealed', 'session.expires_at as endsAt'])
        .select(['held.kind', 'held.sealed_key', 'held.created_at', 'held.expires_at'])
        .where('held.digest', '=', digestOf(proof, credential))
        .executeTakeFirst(),
    );
    if (row === undefined || Math.min(row.expires_at, row.endsAt) <= now()) return null;
    const key = await unseal(row.sealed_key, keyOf(credential));
    return {
      id: row.id,
      key,
      content: await unsealContent(row.sealed, key),
      endsAt: row.endsAt,
      credential: { kind: row.kind, createdAt: row.created_at, expiresAt: row.expires_at },
    };
  }

  #lifetimeMs(kind: CredentialKind): number {
    return {
      cookie: this.#options.limits.idleMinutes * 60_000,
      page: PAGE_LIFETIME_MS,
      ticket: TICKET_LIFETIME_MS,
    }[kind];
  }

  /** Gives the session one more credential; resolves to when it expires. */
  async #give(
    transaction: Transaction<Tables>,
    { id, key, endsAt }: Pick<OpenSession, 'id' | 'key' | 'endsAt'>,
    { kind, credential, proof = '' }: { kind: CredentialKind; credential: string; proof?: string },
  ): Promise<number> {
    const now = this.#options.now();
    const expires_at = Math.min(endsAt, now + this.#lifetimeMs(kind));
    await addCredential(transaction, {
      digest: digestOf(proof, credential),
      session_id: id,
      kind,
      sealed_key: await seal(key, keyOf(credential)),
      created_at: now,
      expires_at,
    });
    return expires_at;
  }

  async #write<T>(work: (transaction: Transaction<Tables>) => Promise<T>): Promise<T> {
    const { db } = this.#options;
    return this.#whileHere(() => whenNotLocked(() => db.transaction().execute(work)));
  }

  async #whileHere<T>(work: () => Promise<T>): Promise<T> {
    try {
      await this.#options.ready();
      return await work();
    } catch (cause) {
      if (cause instanceof EvenkeelError && cause.code.startsWith('auth.')) throw cause;
      throw new EvenkeelError('auth.sessions-away', undefined, { cause });
    }
  }
}
