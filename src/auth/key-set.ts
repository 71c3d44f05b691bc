import {
  createLocalJWKSet,
  createRemoteJWKSet,
  type ExportedJWKSCache,
  errors,
  type JWTVerifyGetKey,
  jwksCache,
} from 'jose';
import { EvenkeelError } from '../errors.js';

/** Told whether the identity provider's key set could be read. */
export type KeysObserver = (outcome: { readonly isUp: boolean; readonly cause?: unknown }) => void;

/** How long one reading may take. */
const READ_LIMIT_MS = 3_000;
/** After a failure nobody waits for the next reading before this. */
const PAUSE_MS = 5_000;
/** Keys that were read this recently are used while the identity provider is away; a revoked one lasts as long. */
const KEPT_MS = 3_600_000;

/**
 * The key set of an identity provider. While it cannot be read, the keys that are known stand in for it; without any
 * nobody can tell whether a token is good, which is no fault of the token.
 */
export class KeySet {
  readonly #remote: ReturnType<typeof createRemoteJWKSet>;
  readonly #cache: Partial<ExportedJWKSCache> = {};
  readonly #observer: KeysObserver;
  /** `atMs` by a clock that nobody sets. */
  #failed: { readonly atMs: number; readonly cause: unknown } | null = null;

  constructor(url: string, observer: KeysObserver) {
    this.#observer = observer;
    this.#remote = createRemoteJWKSet(new URL(url), {
      timeoutDuration: READ_LIMIT_MS,
      cooldownDuration: PAUSE_MS,
      [jwksCache]: this.#cache as ExportedJWKSCache,
    });
  }

  /** @throws EvenkeelError `auth.keys-unavailable`; a JOSEError where the set has no key for the token */
  readonly keyOf: JWTVerifyGetKey = async (header, token) => {
    if (this.#failed !== null && performance.now() - this.#failed.atMs < PAUSE_MS)
      return this.#known(header, token, this.#failed.cause);
    try {
      // The library counts its own pauses by the wall clock: one that was set back would keep new keys out for as long.
      if ((this.#cache.uat ?? 0) > Date.now()) await this.#remote.reload();
      const key = await this.#remote(header, token);
      this.#isUp();
      return key;
    } catch (cause) {
      if (isAboutTheToken(cause)) {
        this.#isUp();
        throw cause;
      }
      this.#isDown(cause);
      return this.#known(header, token, cause);
    }
  };

  /** Reads the set now, so that it is known to be away before the first token, and to be back without one. */
  async read(): Promise<void> {
    try {
      await this.#remote.reload();
      this.#isUp();
    } catch (cause) {
      this.#isDown(cause);
    }
  }

  #known(...[header, token, cause]: [...Parameters<JWTVerifyGetKey>, unknown]): ReturnType<JWTVerifyGetKey> {
    const { jwks, uat } = this.#cache;
    if (jwks === undefined || uat === undefined || Date.now() - uat > KEPT_MS)
      throw new EvenkeelError('auth.keys-unavailable', undefined, { cause });
    return createLocalJWKSet(jwks)(header, token).catch((missing: unknown) => {
      // A key that came since the last reading: nobody can tell.
      throw missing instanceof errors.JWKSNoMatchingKey
        ? new EvenkeelError('auth.keys-unavailable', undefined, { cause })
        : missing;
    });
  }

  #isUp(): void {
    this.#failed = null;
    this.#observer({ isUp: true });
  }

  #isDown(cause: unknown): void {
    this.#failed = { atMs: performance.now(), cause };
    this.#observer({ isUp: false, cause });
  }
}

function isAboutTheToken(cause: unknown): boolean {
  return (
    cause instanceof errors.JWKSNoMatchingKey ||
    cause instanceof errors.JWKSMultipleMatchingKeys ||
    cause instanceof errors.JOSENotSupported
  );
}
