import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { connectorsSection } from '../../src/config/sections/connectors-section.js';
import { startApp } from '../support/running-app.js';

const START = {
  type: 'start',
  callId: 'one',
  agentId: 'ann',
  roles: ['customer'],
  codec: 'pcmu',
  sampleRateHz: 8000,
};

describe('a stream in the metrics', () => {
  it.each([
    [{}, 'native'],
    [{ platform: 'pbx' }, 'pbx'],
  ])(
    'has the platform that its call is bound under, whatever its connector %j is called',
    async (row, platform) => {
      const connector = { name: 'hall-7', protocol: 'native', path: '/in', agent: { trusted: true }, ...row };
      const app = await startApp({ connectors: connectorsSection.parse([connector]) });
      try {
        const headers = { authorization: `Bearer ${await app.token('source', 'x')}` };
        const socket = new WebSocket(`${app.url.replace('http', 'ws')}/in`, { headers });
        await once(socket, 'open');
        socket.send(JSON.stringify(START));
        await once(socket, 'message');
        const metrics = await (await fetch(`${app.url}/metrics`)).text();
        expect(metrics).toContain(`evenkeel_streams_open{platform="${platform}"} 1`);
        expect(metrics).not.toContain('hall-7');
        const bound = await fetch(`${app.url}/v1/calls/${platform}/one/agent`, {
          headers: { authorization: `Bearer ${await app.token('binder', 'crm')}` },
        });
        expect(await bound.json()).toMatchObject({ agentId: 'ann' });
        socket.terminate();
      } finally {
        await app.stop();
      }
    },
  );
});
