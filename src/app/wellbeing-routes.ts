import { randomUUID } from 'node:crypto';
import type { FastifyPluginCallback, preHandlerAsyncHookHandler } from 'fastify';
import type { Right } from '../auth/principal.js';
import type { Config } from '../config/config-schema.js';
import { exposureRoutes } from '../http/routes/exposure-routes.js';
import { myCallsRoutes } from '../http/routes/my-calls-routes.js';
import { peopleRoutes } from '../http/routes/people-routes.js';
import { retentionRoutes } from '../http/routes/retention-routes.js';
import { scimRoutes } from '../http/routes/scim/scim-routes.js';
import type { Database } from '../storage/database.js';
import type { RecordWriter } from '../storage/stored-record.js';
import { disclosureRule } from './wellbeing-jobs.js';

/** Everything over HTTP that reads or changes what is kept: agents' own calls, exposure, people, retention. */
export function wellbeingRoutes(options: {
  readonly db: Database;
  readonly writer: RecordWriter;
  readonly config: Config['wellbeing'];
  readonly requireRight: (right: Right) => preHandlerAsyncHookHandler;
  readonly now: () => number;
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
