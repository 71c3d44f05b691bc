import { randomUUID } from 'node:crypto';
import type { FastifyPluginCallback, preHandlerAsyncHookHandler } from 'fastify';
import type { Right } from '../auth/principal.js';
import type { Config } from '../config/config-schema.js';
import { peopleRoutes } from '../people/people-routes.js';
import { scimRoutes } from '../people/scim/scim-routes.js';
import type { Database } from '../storage/database.js';
import { myCallsRoutes } from '../storage/own-records/my-calls-routes.js';
import { retentionRoutes } from '../storage/retention/retention-routes.js';
import type { RecordWriter } from '../storage/stored-record.js';
import { exposureRoutes } from '../wellbeing/exposure/exposure-routes.js';
import { disclosureRule } from '../wellbeing/wellbeing-jobs.js';

/** Everything over HTTP that reads or changes what is kept: agents' own calls, exposure, people, retention. */
export function wellbeingRoutes(options: {
  readonly db: Database;
  readonly writer: RecordWriter;
  readonly config: Config['wellbeing'];
  readonly requireRight: (right: Right) => preHandlerAsyncHookHandler;
  readonly now: () => number;
  /** Lets every node know what now stands. */
  readonly tellNodes: () => Promise<void>;
}): readonly FastifyPluginCallback[] {
  const { config } = options;
  return [
    myCallsRoutes(options),
    exposureRoutes({ ...options, rule: disclosureRule(config) }),
    peopleRoutes(options),
    scimRoutes({ ...options, makeId: randomUUID }),
    retentionRoutes({ ...options, days: config.retention }),
  ];
}
