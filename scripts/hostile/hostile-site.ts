import type { PrincipalRole } from '../../src/auth/principal.js';
import type { Random } from '../../src/lab/random/seeded-random.js';

/** What is attacked, and what is kept of the attack. */
export type HostileSite = {
  readonly url: string;
  readonly redisUrl: string | null;
  token(role: PrincipalRole): string;
  /** Every answer of the server that says that the fault is its own. */
  blame(what: string): void;
  /** Keeps a peer that neither reads nor goes; the oldest makes room for the newest. */
  linger(leave: () => void): void;
};

/** One conversation, valid but for what the random source changes in it; never rejects. */
export type Conversation = (site: HostileSite, random: Random) => Promise<void>;

/** Longest wait for an answer that may never come. */
export const PATIENCE_MS = 2_000;

/** An HTTP status of ours is a fault unless it is 503 with a stable code. */
export function blameStatus(site: HostileSite, what: string, status: number, body: string): void {
  if (status < 500) return;
  if (status === 503 && /"(code|detail)":"[^"]+"/.test(body)) return;
  site.blame(`${what} answered ${status}: ${body.slice(0, 200)}`);
}
