import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExposureReport } from '../../src/wellbeing/exposure/exposure-report.js';
import { CommandLine, evenkeel } from '../support/command-line.js';

describe('evenkeel dev', () => {
  let dev: CommandLine;

  beforeAll(() => {
    dev = new CommandLine(['dev', '--no-open', '--port', '0', '--speed', '40']);
  });

  afterAll(async () => {
    await dev.stop('SIGKILL');
  });

  it('says that it is no production, and plays a call whose cues it prints', async () => {
    await dev.printed(/NOT FOR PRODUCTION/);
    await dev.printed(/One slow breath – .+/);
    await dev.printed(/Time for a reset. – .+/);
    await dev.printed(/The call is over/);
  });

  it('has twelve weeks for the lead whose page it printed', async () => {
    const [, url, token] = await dev.printed(/(http:\/\/127\.0\.0\.1:\d+)\/exposure#token=(\S+)/);
    expect((await fetch(`${url}/exposure`)).status).toBe(200);
    const answer = await fetch(`${url}/v1/exposure/report`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const report = (await answer.json()) as ExposureReport;
    const shown = report.trend.filter(({ measures }) => measures.hardShare !== null);
    expect(shown.length).toBeGreaterThanOrEqual(12);
  });

  it('serves the try page, and the agent’s own calls to the agent of the printed page', async () => {
    const [, url] = await dev.printed(/(http:\/\/127\.0\.0\.1:\d+)\/try#token=\S+/);
    expect((await fetch(`${url}/try`)).status).toBe(200);
    const [, , token] = await dev.printed(/(http:\/\/127\.0\.0\.1:\d+)\/#token=(\S+)/);
    const mine = await fetch(`${url}/v1/my/calls`, { headers: { authorization: `Bearer ${token}` } });
    expect(((await mine.json()) as { calls: unknown[] }).calls.length).toBeGreaterThan(0);
  });

  it('plays the call again at Enter, and ends at SIGTERM', async () => {
    dev.type('\n');
    await dev.printed(/The call is over[\s\S]+Playing the demo call/);
    expect((await dev.stop()).status).toBe(0);
  });

  it('ends at SIGTERM where there was never anybody to press Enter', async () => {
    const alone = new CommandLine(['dev', '--no-open', '--port', '0', '--speed', '40']);
    alone.endInput();
    await alone.printed(/The call is over\. Waiting for calls/);
    expect((await alone.stop()).status).toBe(0);
  });

  it('is refused in production', async () => {
    const { status, err } = await evenkeel(['dev', '--no-open'], { NODE_ENV: 'production' });
    expect(status).toBe(2);
    expect(err).toContain('cli.dev-in-production');
  });
});

describe('evenkeel serve', () => {
  it('refuses to start where no token can be checked, and says what to do', async () => {
    const { status, err } = await evenkeel(['serve']);
    expect(status).toBe(2);
    expect(err).toContain('auth.not-configured');
    expect(err).toContain('openssl rand -hex 32');
  });
});

describe('evenkeel token', () => {
  const env = { EVENKEEL_AUTH_SECRET: 'a secret that only this test knows, long enough' };
  const options = (role: string) => ['token', '--role', role, '--tenant', 'acme', '--subject', 'ruth'];

  it.each([
    ['agent', 'http://127.0.0.1:8040/#sign-in='],
    ['lead', 'http://127.0.0.1:8040/exposure#sign-in='],
  ])('prints the token of an %s alone, and a page address that signs in once', async (role, start) => {
    const { status, out, err } = await evenkeel(options(role), env);
    expect(status).toBe(0);
    expect(out.trim()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(err).toContain(start);
    expect(err).not.toContain(out.trim());
  });

  it('knows pages served elsewhere, and roles without a page', async () => {
    const elsewhere = await evenkeel([...options('agent'), '--url', 'https://coach.example.com'], env);
    expect(elsewhere.err).toContain('https://coach.example.com/#sign-in=');
    expect((await evenkeel(options('source'), env)).err).toBe('');
    expect((await evenkeel([...options('source'), '--open'], env)).status).toBe(2);
  });
});
