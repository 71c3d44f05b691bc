import type { CallPlan } from '../../src/lab/telephones/call-plan.js';
import { LINE_UPS, lineUpConnectors, PUBLIC_ORIGIN } from '../served/line-up.js';
import { SERVED_TENANT, type ServedInstance, startServed } from '../served/served-instance.js';
import { TALKATIVE } from '../served/talkative.js';
import type { LoadCallOrder } from './load-messages.js';

/** How a node of a load test is set up. */
export type NodePlan = {
  readonly workers: number;
  readonly redisUrl: string | null;
  readonly secret: string;
};

/** A real `serve` that gives as many cues as the policy can be made to give. `nodeArguments` go to Node itself. */
export function startLoadNode(
  { workers, redisUrl, secret }: NodePlan,
  nodeArguments: readonly string[],
): Promise<ServedInstance> {
  return startServed(lineUpConnectors(), {
    secret,
    nodeArguments,
    settings: {
      server: { host: '127.0.0.1', port: 0, drainLimitMs: 1_000, workers },
      coaching: TALKATIVE,
      desktop: { redisUrl },
      ingest: { streamLimit: 20_000, tenantStreamLimit: 20_000 },
      telemetry: { logLevel: 'info' },
    },
  });
}

/** A call to one node; its agent’s desktop is on another, where there is one. */
export async function orderOf(
  { protocol }: { readonly protocol: string },
  nodes: readonly ServedInstance[],
  index: number,
): Promise<LoadCallOrder> {
  const agentId = `agent-${index}`;
  const node = nodes[index % nodes.length]!;
  const elsewhere = nodes[(index + 1) % nodes.length]!;
  const credentials =
    protocol === 'native'
      ? { token: await node.token('source', 'load') }
      : (LINE_UPS.find((lineUp) => lineUp.protocol === protocol)?.credentials ?? {});
  const plan: CallPlan = {
    url: `${node.url.replace(/^http/, 'ws')}/streams/${protocol}`,
    callId: `load-${index}`,
    tenant: SERVED_TENANT,
    agentId,
    language: null,
    noticeWording: 'load',
    encoding: 'pcmu',
    sampleRateHz: 8000,
    layout: 'stereo',
    channelOrder: ['customer', 'agent'],
    credentials,
    publicOrigin: PUBLIC_ORIGIN,
  };
  return {
    plan,
    desktopUrl: `${elsewhere.url.replace(/^http/, 'ws')}/desktop`,
    agentToken: await elsewhere.token('agent', agentId),
  };
}
