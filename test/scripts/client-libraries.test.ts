import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningApp, startApp } from '../support/running-app.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenkeel-clients-'));
  execFileSync(process.execPath, ['--import', 'tsx', 'scripts/build-clients.ts', '--out', folder]);
  copyFileSync('src/web/public/evenkeel-http.d.ts', join(folder, 'evenkeel-http.d.ts'));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the compiler says of a host's code; empty = nothing. */
function complaints(code: string): string {
  writeFileSync(join(folder, 'host.ts'), code);
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'esnext', '--ignoreConfig'];
  const { stdout } = spawnSync(
    process.execPath,
    [
      resolve('node_modules/typescript/bin/tsc'),
      ...options,
      '--moduleResolution',
      'bundler',
      '--lib',
      'es2022,dom',
      'host.ts',
    ],
    { cwd: folder, encoding: 'utf8' },
  );
  return stdout;
}

describe('the types of the client libraries', () => {
  it('fit what a host does, and refuse what no route takes', () => {
    expect(
      complaints(`
        import { evenkeelClient } from './evenkeel-http.js';
        import { mountPanel, type Panel } from './evenkeel-desktop.js';
        const client = evenkeelClient({ url: 'https://evenkeel.example', getToken: async () => 'token' });
        const call = { platform: 'native', callId: 'c-1' };
        const bound = await client.put('/v1/calls/{platform}/{callId}/agent', { params: call, body: { agentId: 'ruth' } });
        const who: string | null = bound.agentId;
        const { ticket } = await client.post('/v1/calls/{platform}/{callId}/ticket', { params: call, body: { agentId: 'ruth' } });
        const text: string = ticket;
        // @ts-expect-error the body names the agent
        await client.put('/v1/calls/{platform}/{callId}/agent', { params: call, body: { agent: 'ruth' } });
        // @ts-expect-error the path has parameters
        await client.put('/v1/calls/{platform}/{callId}/agent', { body: { agentId: 'ruth' } });
        // @ts-expect-error no such path
        await client.get('/v1/nothing');
        // @ts-expect-error nobody is put by that method
        await client.patch('/v1/calls/{platform}/{callId}/agent', { params: call, body: { agentId: 'ruth' } });
        const panel: Panel = mountPanel(document.body, { url: '/', getToken: async () => text, onCue: ({ kind }) => void kind });
        panel.call('native', who ?? '');
        // @ts-expect-error a token is needed
        mountPanel(document.body, { url: '/' });
        export {};
      `),
    ).toBe('');
  }, 120_000);
});

describe('the HTTP client', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  it('asks a running server, and tells its refusals by their codes', async () => {
    // Its types are made with the build, so the compiler of this project does not know them.
    const { EvenkeelRefusal, evenkeelClient } = await import(
      new URL('../../src/web/public/evenkeel-http.js', import.meta.url).href
    );
    const client = evenkeelClient({ url: app.url, getToken: () => app.token('binder', 'crm') });
    const params = { platform: 'native', callId: 'a call / with signs' };
    const bound = await client.put('/v1/calls/{platform}/{callId}/agent', {
      params,
      body: { agentId: 'ruth' },
    });
    expect(bound).toMatchObject({ agentId: 'ruth' });
    expect(await client.get('/v1/calls/{platform}/{callId}/agent', { params })).toMatchObject({
      agentId: 'ruth',
    });
    expect(await client.delete('/v1/calls/{platform}/{callId}/agent', { params })).toBeUndefined();
    const stranger = evenkeelClient({ url: `${app.url}/` });
    const refusal = await stranger
      .get('/v1/calls/{platform}/{callId}/agent', { params })
      .catch((cause: unknown) => cause);
    expect(refusal).toBeInstanceOf(EvenkeelRefusal);
    expect(refusal).toMatchObject({ status: 401, code: 'auth.token-missing' });
    expect(await stranger.get('/metrics')).toContain('evenkeel_calls_active');
  });
});
