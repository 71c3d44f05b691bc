import type { Command } from 'commander';
import { EvenkeelError } from '../../errors.js';
import { filled } from '../../i18n/filled.js';
import type { Language } from '../../i18n/language.js';
import { cliTexts } from '../../i18n/texts/cli-texts.js';
import { cueLine, kindOf, openLocalDesktop, type ShownCue } from '../local/local-desktop.js';
import { LOCAL_AGENT, type LocalServer, startLocalServer } from '../local/local-server.js';
import { openBrowser } from '../local/open-browser.js';
import { pageAddress } from '../local/page-address.js';
import { playDemoCall } from '../local/play-demo-call.js';
import { fillWithSampleCentre } from '../local/sample-centre.js';
import { aborted, stopSignal } from '../local/stop-signal.js';
import { portNumber, speedFactor } from '../option-values.js';
import { languageOption } from '../output/cli-language.js';
import { remarks } from '../output/remarks.js';

type DemoOptions = {
  readonly headless: boolean;
  readonly json: boolean;
  readonly lead: boolean;
  readonly open: boolean;
  readonly speed: number;
  readonly port: number;
  readonly language: Language;
};

/** How long the page may take to open before the call begins without it. */
const PAGE_WAIT_MS = 5_000;

const EXAMPLES = `
Examples:
  $ evenkeel demo                        the agent’s page, with a call in real time
  $ evenkeel demo --headless --speed 8   the cues in the terminal, in half a minute
  $ evenkeel demo --lead                 the lead’s page, with twelve weeks of a made-up centre

Exit status of --headless and --json: 0 = the call brought its cues, 1 = it did not.`;

/** `evenkeel demo`: the main job in one process, on a call that the project made itself. */
export function registerDemo(program: Command): void {
  program
    .command('demo')
    .description(
      'Starts an embedded Evenkeel, plays it a made-up call over the real WebSocket, and opens the agent’s page. Nothing leaves this machine and nothing is kept.',
    )
    .option('--lead', 'the lead’s page instead: twelve weeks of a made-up centre', false)
    .option('--headless', 'no page: print the cues and exit', false)
    .option('--json', 'like --headless, one JSON object a line', false)
    .option('--no-open', 'print the page’s address, do not open it')
    .option('--speed <n>', 'call seconds per second', speedFactor, 1)
    .option('--port <n>', 'port to serve the page on; 0 = any free one', portNumber, 0)
    .addOption(languageOption())
    .addHelpText('after', EXAMPLES)
    .action(async (options: DemoOptions) => {
      const isHeadless = options.headless || options.json;
      if (options.lead && isHeadless)
        throw new EvenkeelError('cli.usage', '--lead shows a page: leave out --headless and --json.');
      if (options.lead) remarks.write(`${cliTexts[options.language].makingUp}\n`);
      const server = await startLocalServer({
        port: options.port,
        tryPage: false,
        ...(options.lead ? { fill: fillWithSampleCentre } : {}),
      });
      try {
        if (options.lead) await showLeadPage(server, options);
        else if (isHeadless) await printCues(server, options);
        else await showAgentPage(server, options);
      } finally {
        await server.stop();
      }
    });
}

/** Exit status 1 when no breath or no reset came: then something is wrong, and a demo should say so. */
async function printCues(server: LocalServer, options: DemoOptions): Promise<void> {
  const shown: ShownCue[] = [];
  const desktop = await openLocalDesktop(server.url, await server.token('agent', LOCAL_AGENT), (cue) => {
    shown.push(cue);
    process.stdout.write(`${options.json ? cueJson(cue) : cueLine(cue, options.language)}\n`);
  });
  if (!options.json) say(options, 'playing', { speed: options.speed });
  const report = await playDemoCall(server, { callId: 'demo-call', speed: options.speed });
  await until(() => shown.some(({ type }) => type === 'reset'), 2_000);
  desktop.close();
  const kinds = shown.map(kindOf);
  const complete = report.completed && kinds.includes('breath') && kinds.includes('reset');
  if (options.json)
    process.stdout.write(
      `${JSON.stringify({ type: 'end', cues: kinds.length, durationMs: report.audioMs })}\n`,
    );
  if (complete) return;
  process.stderr.write(`${cliTexts[options.language].nothingShown}\n`);
  process.exitCode = 1;
}

async function showAgentPage(server: LocalServer, options: DemoOptions): Promise<void> {
  const agentToken = await server.token('agent', LOCAL_AGENT);
  const pageUrl = pageAddress(server.url, 'agent', agentToken);
  say(options, 'agentPage', { url: pageUrl });
  if (options.open) openBrowser(pageUrl);
  const desktop = await openLocalDesktop(server.url, agentToken, (cue) =>
    process.stdout.write(`${cueLine(cue, options.language)}\n`),
  );
  const stop = stopSignal();
  await Promise.race([aborted(stop), new Promise((resolve) => setTimeout(resolve, PAGE_WAIT_MS))]);
  say(options, 'playing', { speed: options.speed });
  await playDemoCall(server, { callId: 'demo-call', speed: options.speed, signal: stop });
  say(options, 'over', {});
  await aborted(stop);
  desktop.close();
}

async function showLeadPage(server: LocalServer, options: DemoOptions): Promise<void> {
  const stop = stopSignal();
  const pageUrl = pageAddress(server.url, 'lead', await server.token('lead', 'lea'));
  say(options, 'leadPage', { url: pageUrl });
  if (options.open) openBrowser(pageUrl);
  await aborted(stop);
}

function say(
  { language }: DemoOptions,
  text: 'playing' | 'agentPage' | 'leadPage' | 'over',
  values: Readonly<Record<string, string | number>>,
): void {
  process.stdout.write(`${filled(cliTexts[language][text], values)}\n`);
}

function cueJson(cue: ShownCue): string {
  return JSON.stringify({ type: 'cue', kind: kindOf(cue), atMs: cue.atMs, reason: cue.reason });
}

async function until(done: () => boolean, limitMs: number): Promise<void> {
  const end = Date.now() + limitMs;
  while (!done() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
}
