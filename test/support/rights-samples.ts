/** What a request of each route carries, so that it would do something if it were let through. */
export const CALL_ID = 'acme-call';
export const AGENT_ID = 'acme-ann';
export const TEAM_ID = 'acme-team';

const PEOPLE = 'agent_id,team_id,team_name,time_zone,from,to\nsomeone,somewhere,Somewhere,UTC,,\n';
const PATCH = {
  schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
  Operations: [{ op: 'replace', path: 'externalId', value: 'x' }],
};
const SEARCH = { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'] };
const GROUP = { displayName: 'Somewhere', members: [] };

const BODIES: ReadonlyMap<string, object> = new Map<string, object>([
  ['PUT /v1/calls/:platform/:callId/agent', { agentId: 'someone' }],
  ['POST /v1/calls/:platform/:callId/ticket', { agentId: 'someone' }],
  ['PUT /v1/calls/:platform/:callId/hold', { on: true }],
  ['PUT /v1/calls/:platform/:callId/objection', {}],
  ['POST /v1/calls/:platform/:callId/media', { connector: 'vonage', connectionId: 'c', role: 'customer' }],
  ['PUT /v1/my/calls/:id/note', { text: 'a note' }],
  ['POST /v1/my/check-ins', { feeling: 'fine' }],
  ['POST /v1/people/import', { people: PEOPLE, dryRun: true }],
  ['POST /v1/retention/erase', { what: 'agent', agentId: AGENT_ID }],
  ['POST /v1/retention/purge', { dryRun: false }],
  ['POST /sign-in/back-channel-logout', { logout_token: 'made-up' }],
  ['POST /v1/session/token', { as: 'agent' }],
  ['POST /v1/session/ticket', { ticket: 'made-up', secret: 'a secret of more than thirty-two letters' }],
  ['POST /v1/session/link', { link: 'made-up' }],
  ['POST /v1/session/sign-out', { as: 'agent' }],
  ['POST /scim/v2/.search', SEARCH],
  ['POST /scim/v2/Bulk', { schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'], Operations: [] }],
  ['POST /scim/v2/Users/.search', SEARCH],
  ['POST /scim/v2/Groups/.search', SEARCH],
  ['POST /scim/v2/Users', { userName: 'someone' }],
  ['PUT /scim/v2/Users/:id', { userName: AGENT_ID, active: false }],
  ['PATCH /scim/v2/Users/:id', PATCH],
  ['POST /scim/v2/Groups', GROUP],
  ['PUT /scim/v2/Groups/:id', GROUP],
  ['PATCH /scim/v2/Groups/:id', PATCH],
]);

/** The path of a route for what is acme's, and its body where it takes one. */
export function sampleOf(method: string, url: string, callRow: string): { path: string; body?: string } {
  const id = url.includes('/Users/') ? AGENT_ID : url.includes('/Groups/') ? TEAM_ID : callRow;
  const path = url.replace(':platform', 'native').replace(':callId', CALL_ID).replace(':id', id);
  // What SCIM names and this server does not do takes anything.
  const body =
    BODIES.get(`${method} ${url}`) ??
    (method !== 'GET' && /\/(Bulk|Me|\.search)$/.test(url) ? {} : undefined);
  if (body === undefined && ['PUT', 'POST', 'PATCH'].includes(method))
    throw new Error(`Say in test/support/rights-samples.ts what ${method} ${url} carries.`);
  return { path, ...(body && { body: JSON.stringify(body) }) };
}

/** A message of each type of the agents' desktop, about what is acme's. */
export const DESKTOP_SAMPLES: Readonly<Record<string, object>> = {
  feedback: { cueId: 'ref.cue-1', verdict: 'wrong' },
  mute: { scope: 'call', forMs: null },
  settings: { quiet: true, fewerCues: false, kindsOff: [], language: 'en' },
  reset: { offerId: 'ref.cue-1', outcome: 'taken' },
  'self-coaching': { on: true },
  unbind: { platform: 'native', callId: CALL_ID },
  hold: { platform: 'native', callId: CALL_ID, on: true },
  bind: { platform: 'native', callId: CALL_ID },
};

/** A message of each type of Evenkeel's own stream protocol. */
export const NATIVE_SAMPLES: Readonly<Record<string, object>> = {
  start: { callId: CALL_ID, roles: ['customer'], codec: 'pcmu', sampleRateHz: 8000 },
  gap: { durationMs: 20 },
  pause: {},
  resume: {},
  hold: { on: true },
  notice: { given: true, wordingVersion: '1' },
  objection: {},
  dtmf: { digit: '1' },
  agent: { agentId: 'someone' },
  language: { language: 'en' },
  end: {},
};
