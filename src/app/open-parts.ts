import { BINDING_LIFETIME_MS, BindingRegistry } from '../binding/binding-registry.js';
import type { CallLeases } from '../binding/call-leases.js';
import { OBJECTION_LIFETIME_MS, ObjectionRegistry } from '../binding/objection-registry.js';
import { SharedStanding } from '../binding/shared-standing.js';
import { LATE_BINDING_MS } from '../binding/standing-store.js';
import type { Classifier } from '../core/classifier/classifier.js';
import { loadClassifier } from '../core/classifier/load-classifier.js';
import type { CueBus } from '../delivery/cue-bus.js';
import { standingDatabase } from '../storage/standing-database.js';
import { openStorage, type Storage } from '../storage/storage.js';
import { journalFolderOf } from '../storage/storage-target.js';
import type { WriterRest } from '../storage/writer/batched-record-writer.js';
import { FileObjectionJournal } from '../storage/writer/file-objection-journal.js';
import type { CallTraces } from '../telemetry/call-traces.js';
import { connectTraces } from '../telemetry/connect-traces.js';
import type { AppContext } from './app-context.js';
import { connectBus, connectLeases, connectNotice } from './connect-redis.js';
import { modelChoiceOf } from './model-choice.js';
import type { OpenResources } from './open-resources.js';
import { VERSION } from './package-root.js';
import { compareClocks } from './preflight.js';
import { storageMetrics } from './storage-metrics.js';

/** What calls depend on: the model, the database, the bus, and what stands about calls on every node. */
export type OpenParts = {
  readonly classifier: Classifier;
  readonly storage: Storage;
  readonly bus: CueBus;
  readonly leases: CallLeases | null;
  readonly traces: CallTraces;
  readonly bindings: BindingRegistry;
  readonly objections: ObjectionRegistry;
  readonly standing: SharedStanding;
  /** What the storage could not write before it was closed. */
  readonly rest: () => WriterRest;
};

/** How often a node that shares a database reads changes made on other nodes, in case their notice does not arrive. */
const STANDING_POLL_MS = 1_000;

/** How long the last records may take to be written. */
const STORAGE_LIMIT_MS = 10_000;

/**
 * Opens what calls depend on, one after the other.
 * @param given a classifier to use instead of the shipped model; it is closed with the other parts
 * @throws EvenkeelError of the `model.`, `storage.` and `server.` codes
 */
export async function openParts(
  context: AppContext,
  resources: OpenResources,
  given: Classifier | undefined,
): Promise<OpenParts> {
  const { config, clock, logger, metrics } = context;
  const classifier = await resources.open(
    'classifier',
    () => given ?? loadClassifier(modelChoiceOf(config.model)),
    (opened) => opened.close(),
  );
  let rest: WriterRest = { journalled: 0, lost: 0 };
  const storage = await resources.open(
    'storage',
    () => openStorage(config.storage, logger, storageMetrics(metrics)),
    async (opened) => {
      rest = await opened.close(STORAGE_LIMIT_MS);
    },
    2 * STORAGE_LIMIT_MS,
  );
  await compareClocks(storage, clock.wallMs());
  const bus = await resources.open(
    'bus',
    () => connectBus(context),
    (opened) => opened.close(),
  );
  const traces = await resources.open(
    'traces',
    () => connectTraces({ url: config.telemetry.tracesUrl, version: VERSION, now: () => clock.wallMs() }),
    (opened) => opened.close(),
  );
  const leases = await resources.open(
    'leases',
    () => connectLeases(context, storage),
    (opened) => opened?.close(),
  );
  return {
    classifier,
    storage,
    bus,
    leases,
    traces,
    ...(await openStanding(context, resources, storage)),
    rest: () => rest,
  };
}

/** Reads the bindings and objections that stand, and keeps them up to date. */
async function openStanding(
  context: AppContext,
  resources: OpenResources,
  storage: Storage,
): Promise<Pick<OpenParts, 'bindings' | 'objections' | 'standing'>> {
  const { config, clock, logger } = context;
  const bindings = new BindingRegistry(() => clock.monotonicMs());
  const objections = new ObjectionRegistry(() => clock.monotonicMs());
  const journalFolder = journalFolderOf(config.storage);
  const notice = await resources.open(
    'notice',
    () => connectNotice(context),
    (opened) => opened.close(),
  );
  const standing = new SharedStanding({
    bindings,
    objections,
    store: standingDatabase(storage, () => clock.wallMs(), {
      bindingMs: BINDING_LIFETIME_MS,
      objectionMs: OBJECTION_LIFETIME_MS,
      lateMs: LATE_BINDING_MS,
    }),
    notice,
    journal: journalFolder === null ? null : new FileObjectionJournal(journalFolder, logger),
    pollMs: config.storage.postgresUrl === null ? null : STANDING_POLL_MS,
    now: () => clock.monotonicMs(),
    onFault: (cause) => logger.warn({ err: cause }, 'Bindings and objections could not be read or kept'),
  });
  await resources.open(
    'standing',
    () => standing.start(),
    (stop) => stop(),
  );
  return { bindings, objections, standing };
}
