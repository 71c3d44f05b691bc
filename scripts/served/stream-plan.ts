import type { CallPlan } from '../../src/lab/telephones/call-plan.js';
import type { Telephone } from '../../src/lab/telephones/telephone.js';
import { LINE_UPS, PUBLIC_ORIGIN } from './line-up.js';
import { SERVED_TENANT } from './served-instance.js';

export type PlannedCall = { readonly callId: string; readonly agentId: string; readonly token: string };

/** How a telephone calls a served instance that is lined up: in its usual coding, both parties apart where it can. */
export function streamPlan(
  url: string,
  telephone: Telephone,
  { callId, agentId, token }: PlannedCall,
): CallPlan {
  const lineUp = LINE_UPS.find(({ protocol }) => protocol === telephone.name);
  if (lineUp === undefined) throw new Error(`${telephone.name} is not lined up.`);
  return {
    url: `${url.replace(/^http/, 'ws')}/streams/${telephone.name}`,
    callId,
    tenant: SERVED_TENANT,
    agentId,
    language: 'en',
    noticeWording: 'check-1',
    encoding: telephone.encodings[0] ?? 'pcmu',
    sampleRateHz: telephone.sampleRatesHz[0] ?? 8000,
    layout: telephone.layouts.find((layout) => layout !== 'mixed') ?? 'stereo',
    channelOrder: ['customer', 'agent'],
    credentials: telephone.name === 'native' ? { token } : lineUp.credentials,
    publicOrigin: PUBLIC_ORIGIN,
  };
}
