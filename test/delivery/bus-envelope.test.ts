import { describe, expect, it } from 'vitest';
import { COACHING_UNAVAILABLE } from '../../src/delivery/agent-message.js';
import { readEnvelope } from '../../src/delivery/bus-envelope.js';

const AGENT = { tenant: 'acme', agentId: 'ada' };

describe('what goes between nodes', () => {
  it.each(COACHING_UNAVAILABLE)('tells that coaching is unavailable because of %s', (why) => {
    const envelope = { from: 'n', message: { type: 'unavailable', callRef: 'c', why } };
    expect(readEnvelope(JSON.stringify(envelope))).toEqual(envelope);
  });

  it.each([
    [true, { callRef: 'c' }],
    [true, { platform: 'twilio', callId: '1' }],
    [false, {}],
    [false, { platform: 'twilio' }],
    [false, { callRef: 'c', platform: 'twilio', callId: '1' }],
  ])('takes a hold that names one call: %s for %j', (isTaken, call) => {
    const envelope = { from: 'n', agent: AGENT, event: { type: 'hold', on: true, ...call } };
    expect(readEnvelope(JSON.stringify(envelope)) !== null).toBe(isTaken);
  });
});
