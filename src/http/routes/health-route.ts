import type { FastifyPluginCallback } from 'fastify';
import { z } from 'zod';
import { EvenkeelError } from '../../errors.js';

/** Whether the process can serve a call now: state, and one real inference. Rejects with the reason when it cannot. */
export type ReadinessCheck = () => Promise<void>;

export type HealthOptions = {
  readonly isDraining: () => boolean;
  readonly checkReadiness: ReadinessCheck;
  /** What an operator must fix although calls are served: `storage.disk-full: …`. */
  readonly listWarnings: () => Promise<readonly string[]>;
};

const ALIVE = {
  config: {
    openTo: 'everyone',
    api: {
      id: 'readHealth',
      summary: 'Whether the event loop turns.',
      answers: { 200: z.object({ status: z.literal('alive') }) },
    },
  },
} as const;
const READY = {
  config: {
    openTo: 'everyone',
    api: {
      id: 'readReadiness',
      summary: 'Whether new calls are welcome, and what an operator must fix.',
      answers: { 200: z.object({ status: z.literal('ready'), warnings: z.array(z.string()) }) },
    },
  },
} as const;

/** A check that hangs is a failed one. */
const CHECK_LIMIT_MS = 2_000;

/**
 * `/healthz` answers as long as the event loop turns, and asks nobody else: restarting does not fix a database.
 * `/readyz` says whether new calls are welcome; 503 from the moment draining begins.
 */
export function healthRoute({
  isDraining,
  checkReadiness,
  listWarnings,
}: HealthOptions): FastifyPluginCallback {
  return (app, _options, done) => {
    app.get('/healthz', ALIVE, async () => ({ status: 'alive' }));
    app.get('/readyz', READY, async () => {
      if (isDraining()) throw new EvenkeelError('http.not-ready', 'It is draining.');
      await within(CHECK_LIMIT_MS, checkReadiness());
      return { status: 'ready', warnings: await listWarnings() };
    });
    done();
  };
}

async function within(limitMs: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new EvenkeelError('http.not-ready', `The check took over ${limitMs} ms.`)),
      limitMs,
    );
  });
  try {
    await Promise.race([work, late]);
  } catch (cause) {
    if (cause instanceof EvenkeelError && cause.httpStatus === 503) throw cause;
    const why = cause instanceof EvenkeelError ? `${cause.code}: ${cause.message}` : 'The check failed.';
    throw new EvenkeelError('http.not-ready', why, { cause });
  } finally {
    clearTimeout(timer);
  }
}
