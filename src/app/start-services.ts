import { containAsync, every } from '../containment.js';
import { startTicker } from '../live/ticker.js';
import { startWellbeingJobs } from '../wellbeing/wellbeing-jobs.js';
import type { AppContext } from './app-context.js';
import type { Services } from './create-services.js';
import type { OpenParts } from './open-parts.js';
import type { OpenResources } from './open-resources.js';

/** How long ending the calls in progress may take: each leaves its summary. */
const CALLS_LIMIT_MS = 10_000;

/**
 * Starts everything that runs on a timer or dials out. Closed in reverse: rounds stop, calls end and leave their
 * summaries, then sockets go.
 */
export async function startServices(
  context: AppContext,
  { storage }: OpenParts,
  { coordinator, ingest, desktops, liveView, tokens }: Services,
  resources: OpenResources,
): Promise<void> {
  const { config, clock, logger, faultIn } = context;
  await resources.open(
    'live view',
    () => liveView.start(config.desktop.heartbeatMs),
    (close) => close(),
  );
  await resources.open(
    'desktops',
    () => desktops.start(),
    (close) => close(),
  );
  await resources.open(
    'jobs',
    () =>
      startWellbeingJobs({
        db: storage.db,
        writer: storage.writer,
        config: config.wellbeing,
        logger,
        now: () => clock.wallMs(),
        onFault: faultIn('job'),
      }),
    (stop) => stop(),
  );
  await resources.open(
    'ingest',
    () => ingest.start(),
    (stop) => stop(),
  );
  await resources.open(
    'calls',
    () => coordinator,
    (opened) => opened.endAll(),
    CALLS_LIMIT_MS,
  );
  context.dependencies.onChange((codes) => desktops.tellLimits(codes));
  desktops.tellLimits(context.dependencies.missing);
  await resources.open(
    'dependencies',
    () => startWatching(context, storage, tokens),
    (stops) => {
      for (const stop of stops) stop();
    },
  );
  const round = async () => {
    await containAsync(faultIn('round'), () => coordinator.tick());
    await liveView.tick();
  };
  await resources.open(
    'rounds',
    () => startTicker(config.calls.tickMs, round, faultIn('round')),
    (stop) => stop(),
  );
}

/** Asks dependencies that may go unused for a while whether they are there: the database, and the keys while they are away. */
function startWatching(
  { config, dependencies, faultIn }: AppContext,
  storage: OpenParts['storage'],
  tokens: Services['tokens'],
): ReadonlyArray<() => void> {
  const onFault = faultIn('timer');
  const stops = [dependencies.ask('database', () => storage.healthy(), onFault)];
  if (config.auth.jwksUrl === null) return stops;
  void tokens.readKeys();
  const rereadKeys = () => {
    if (dependencies.missing.includes('auth.keys-unavailable')) void tokens.readKeys();
  };
  return [...stops, every(KEYS_PERIOD_MS, onFault, rereadKeys)];
}

/** How often the keys of the identity provider are asked for while it is away. */
const KEYS_PERIOD_MS = 5_000;
