import type { CallPlan } from '../../src/lab/telephones/call-plan.js';
import { SERVED_TENANT } from './served-instance.js';

const SECRET = Buffer.from('a client secret of a simulated platform').toString('base64');
const TOKEN = 'a-fixed-token-of-a-simulated-platform';
const ORIGIN = 'wss://coach.example.com';
const BASIC = { username: 'platform', password: 'simulated' };
const ORDINARY = { tenant: SERVED_TENANT };

/** How one protocol is configured on both sides. */
export type LineUp = {
  readonly protocol: string;
  /** What the connector has besides name, path, and what all have. */
  readonly connector: object;
  readonly credentials: CallPlan['credentials'];
};

/** Every protocol, with the proof that its platform can give. */
export const LINE_UPS: readonly LineUp[] = [
  { protocol: 'native', connector: {}, credentials: {} },
  {
    protocol: 'audiohook',
    connector: {
      keys: [{ apiKey: 'KEY', secret: SECRET, ...ORDINARY }],
      publicAuthority: 'coach.example.com',
    },
    credentials: { apiKey: 'KEY', secret: SECRET },
  },
  {
    protocol: 'twilio',
    connector: { authToken: '12345', publicOrigin: ORIGIN, ...ORDINARY },
    credentials: { secret: '12345' },
  },
  { protocol: 'telnyx', connector: { bearerToken: TOKEN, ...ORDINARY }, credentials: { token: TOKEN } },
  {
    protocol: 'plivo',
    connector: { accountId: 'MA-SIMULATED', ...ORDINARY },
    credentials: { username: 'MA-SIMULATED' },
  },
  ...['signalwire', 'fonoster'].map((protocol) => ({
    protocol,
    connector: { authToken: '12345', publicOrigin: ORIGIN, ...ORDINARY },
    credentials: { secret: '12345' },
  })),
  ...['talkdesk', 'kazoo', 'bandwidth', 'exotel', 'ringcx'].map((protocol) => ({
    protocol,
    connector: { accountId: 'SIMULATED', ...ORDINARY },
    credentials: { username: 'SIMULATED' },
  })),
  { protocol: 'freeswitch', connector: { basic: BASIC, ...ORDINARY }, credentials: BASIC },
  { protocol: 'jambonz', connector: { basic: BASIC, ...ORDINARY }, credentials: BASIC },
  { protocol: 'asterisk', connector: { basic: BASIC, ...ORDINARY }, credentials: BASIC },
  { protocol: 'vonage', connector: { bearerToken: TOKEN, ...ORDINARY }, credentials: { token: TOKEN } },
];

export const PUBLIC_ORIGIN = ORIGIN;

/** Each protocol on a path of its own, trusted to name the agent and to assert notice in its own words. */
export function lineUpConnectors(): readonly object[] {
  return LINE_UPS.map(({ protocol, connector }) => ({
    name: protocol,
    protocol,
    path: `/streams/${protocol}`,
    platform: protocol,
    agent: { trusted: true },
    notice: protocol === 'native' ? { by: 'stream' } : { by: 'metadata', key: 'noticeVersion' },
    ...connector,
  }));
}
