import type { PrincipalRole } from '../../src/auth/principal.js';
import type { ProbeLine } from '../served/probe-line.js';

/** What a kind of message is sent to. */
export type StallSite = {
  readonly url: string;
  readonly redisUrl: string | null;
  readonly probe: ProbeLine;
  token(role: PrincipalRole, subject: string): Promise<string>;
  /** SIGHUP: the configuration file is read again. */
  reload(): void;
};

/** One message, or one burst, made ready: what `send` does is measured, what comes before and after is not. */
export type StallAction = {
  /** Resolves to the bytes that were sent, once they are on their way or answered. */
  send(): Promise<number>;
  end?(): Promise<void> | void;
};

/** A kind of message of one listener. */
export type StallCase = {
  readonly listener: string;
  readonly kind: string;
  /** Asks for what lies in the database: a whole centre's weeks. */
  readonly needsCentre?: boolean;
  prepare(site: StallSite, sample: number): Promise<StallAction>;
};

export type StallReading = {
  readonly listener: string;
  readonly kind: string;
  readonly bytes: number;
  /** Longest turn of the event loop, processor time, milliseconds: the median of the samples. */
  readonly worstStallMs: number;
};

/** A message that is worked on for longer has failed in any case. */
const REST_LIMIT_MS = 120_000;

/** Sends the message so many times, each measured for itself. */
export async function measureStall(
  site: StallSite,
  { listener, kind, prepare }: StallCase,
  samples: number,
): Promise<StallReading> {
  const stalls: number[] = [];
  let bytes = 0;
  for (let sample = 0; sample < samples; sample++) {
    const action = await prepare(site, sample);
    await site.probe.rest(REST_LIMIT_MS);
    await site.probe.begin();
    bytes = Math.max(bytes, await action.send());
    await site.probe.rest(REST_LIMIT_MS);
    stalls.push((await site.probe.read()).worstMs);
    await action.end?.();
  }
  stalls.sort((a, b) => a - b);
  const worstStallMs = Math.round(10 * (stalls[stalls.length >> 1] ?? 0)) / 10;
  return { listener, kind, bytes, worstStallMs };
}
