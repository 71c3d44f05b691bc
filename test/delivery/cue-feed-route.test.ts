import { spawn } from 'node:child_process';
import { once } from 'node:events';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AgentKey } from '../../src/binding/agent-binding.js';
import type { AgentMessage, DesktopEvent } from '../../src/delivery/agent-message.js';
import { AgentServer } from '../../src/delivery/agent-server.js';
import { cueFeedRoute } from '../../src/delivery/cue-feed-route.js';
import { LocalCueBus } from '../../src/delivery/local-cue-bus.js';
import { EvenkeelError } from '../../src/errors.js';
import { rightsGuard } from '../../src/http/authenticate.js';
import { errorHandler } from '../../src/http/error-handler.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { DESKTOP_LIMITS, readTestToken } from '../support/desktop-host.js';

/** No fault of our own is expected. */
const onFault = (cause: unknown) => {
  throw cause;
};

const ADA: AgentKey = { tenant: 'acme', agentId: 'ada' };

function cue(cueId: string): AgentMessage {
  return {
    type: 'cue',
    callRef: 'c',
    cueId,
    kind: 'reassure',
    step: null,
    reason: { key: 'none', values: {}, mood: null },
    atMs: 0,
    decidedAt: Date.now(),
    expiresAt: Date.now() + 9_000,
  };
}

describe('GET /v1/cues', () => {
  let bus: LocalCueBus;
  let agents: AgentServer;
  let closeDesktops: () => void;
  let app: FastifyInstance;
  let url: string;
  let reports: DesktopEvent[];

  beforeEach(async () => {
    bus = new LocalCueBus(onFault);
    reports = [];
    bus.onReport((_, event) => reports.push(event));
    agents = new AgentServer({
      onFault,
      bus,
      verifyToken: readTestToken,
      limits: DESKTOP_LIMITS,
      bindCall: async () => {},
      verifyBinding: () => Promise.reject(new EvenkeelError('binding.ticket-invalid')),
      selfCoachingOffered: false,
    });
    closeDesktops = agents.start();
    app = Fastify({ forceCloseConnections: true });
    app.setErrorHandler(errorHandler(createLogger({ logLevel: 'silent', logIdentifiers: 'remove' })));
    const openFeed = agents.openFeed.bind(agents);
    await app.register(cueFeedRoute({ requireRight: rightsGuard(readTestToken), openFeed }));
    url = await app.listen({ port: 0, host: '127.0.0.1' });
  });
  afterEach(async () => {
    closeDesktops();
    await app.close();
  });

  const ask = (token: string, language = 'en') =>
    fetch(`${url}/v1/cues?language=${language}`, { headers: { authorization: `Bearer ${token}` } });

  const joined = () => expect.poll(() => reports.filter((event) => event.type === 'joined').length);

  it('streams the cues of the agent, in their language, and notices when the reader goes', async () => {
    const reply = await ask('agent.ada', 'zh-CN');
    expect(reply.headers.get('content-type')).toBe('text/event-stream');
    await joined().toBe(1);
    bus.publish(ADA, cue('q1'));
    bus.publish({ ...ADA, agentId: 'bo' }, cue('not-mine'));
    const reader = reply.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('"q1"')) text += (await reader.read()).value ?? '';
    const events = text
      .split('\n\n')
      .filter((block) => block.startsWith('data: '))
      .map((block) => JSON.parse(block.slice(6)) as { type: string; title?: string });
    expect(events[0]?.type).toBe('hello');
    expect(events.find(({ type }) => type === 'cue')?.title).toBe('请客户放心');
    expect(text).not.toContain('not-mine');
    await reader.cancel();
    await expect.poll(() => reports.some((event) => event.type === 'left')).toBe(true);
  });

  it.each([
    ['no good token', 'nobody', 401, 'auth.token-invalid'],
    ['the token of a lead', 'lead.lea', 403, 'auth.right-missing'],
  ])('answers %s with its status', async (_, token, status, code) => {
    const reply = await ask(token);
    expect(reply.status).toBe(status);
    expect(await reply.json()).toMatchObject({ code });
  });

  it('takes no new reader while the node drains', async () => {
    agents.drain();
    const reply = await ask('agent.ada');
    expect(reply.status).toBe(503);
    expect(await reply.json()).toMatchObject({ code: 'desktop.draining' });
  });

  it('is what the documented sample client prints', async () => {
    const client = spawn(process.execPath, ['docs/examples/cue-feed-client.mjs', url, 'agent.ada']);
    try {
      await joined().toBe(1);
      bus.publish(ADA, cue('q1'));
      bus.publish(ADA, cue('q1'));
      const [line] = (await once(client.stdout, 'data')) as [Buffer];
      expect(line.toString()).toBe('Reassure | Say what is safe, what happens next, and by when. | \n');
    } finally {
      client.kill();
    }
  });

  it('lets the sample client say why it is refused', async () => {
    const client = spawn(process.execPath, ['docs/examples/cue-feed-client.mjs', url, 'lead.lea']);
    let said = '';
    client.stderr.on('data', (data: Buffer) => {
      said += data.toString();
    });
    const [code] = (await once(client, 'close')) as [number];
    expect(code).toBe(1);
    expect(said).toContain('role may not do this');
  });
});
