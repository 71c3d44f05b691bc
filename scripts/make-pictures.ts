/**
 * Takes the pictures of the README and the guides again, in Chromium, from the built pages: the agent's page with a cue of
 * the demo call, the lead's page with the made-up centre, the report of the demo call. Writes docs/images/manifest.json.
 *
 *   npm run build && npm run docs:pictures
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { DEMO_CALL_PATH } from '../src/app/package-root.js';
import { LOCAL_AGENT, startLocalServer } from '../src/cli/local/local-server.js';
import { pageAddress } from '../src/cli/local/page-address.js';
import { playDemoCall } from '../src/cli/local/play-demo-call.js';
import { fillWithSampleCentre } from '../src/cli/local/sample-centre.js';
import { currentManifest, IMAGE_FOLDER, MANIFEST } from './pictures/picture-list.js';

const executablePath = process.env.EVENKEEL_CHROMIUM ?? '/usr/bin/chromium';
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
const server = await startLocalServer({ port: 0, tryPage: false, fill: fillWithSampleCentre });
try {
  await leadPage(browser);
  await agentPage(browser);
  await report(browser);
  writeFileSync(MANIFEST, `${JSON.stringify(currentManifest(), null, 2)}\n`);
} finally {
  await browser.close();
  await server.stop();
}

async function opened(from: Browser, url: string, size: { width: number; height: number }) {
  const context = await from.newContext({ viewport: size, locale: 'en-GB', deviceScaleFactor: 1.5 });
  // The pages as somebody sees them who has read the first-run note. As text: this file is compiled without the DOM.
  await context.addInitScript("try { localStorage.setItem('evenkeel.welcomed', 'yes') } catch {}");
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

async function leadPage(from: Browser): Promise<void> {
  const address = pageAddress(server.url, 'lead', await server.token('lead', 'lea'));
  const page = await opened(from, address, { width: 1280, height: 800 });
  await page.locator('#heat-map svg').waitFor();
  await page.screenshot({ path: join(IMAGE_FOLDER, 'lead-page.png') });
}

async function agentPage(from: Browser): Promise<void> {
  const token = await server.token('agent', LOCAL_AGENT);
  const page = await opened(from, pageAddress(server.url, 'agent', token), { width: 420, height: 640 });
  const call = new AbortController();
  const played = playDemoCall(server, { callId: 'picture', speed: 2, signal: call.signal });
  await page
    .getByText(/one slow breath/i)
    .first()
    .waitFor({ timeout: 60_000 });
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: join(IMAGE_FOLDER, 'agent-page.png') });
  call.abort();
  await played;
}

async function report(from: Browser): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-picture-'));
  const file = join(folder, 'demo-call.html');
  execFileSync(process.execPath, ['dist/cli/cli.js', '--quiet', 'replay', DEMO_CALL_PATH, '--report', file]);
  const page = await opened(from, `file://${file}`, { width: 1100, height: 720 });
  await page.locator('svg').first().waitFor();
  await page.screenshot({ path: join(IMAGE_FOLDER, 'report.png') });
  rmSync(folder, { recursive: true });
}
