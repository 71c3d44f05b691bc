import { createInterface } from 'node:readline';
import type { Command } from 'commander';
import { EvenkeelError } from '../errors.js';
import { cueLine, openLocalDesktop } from './local/local-desktop.js';
import { LOCAL_AGENT, type LocalServer, startLocalServer } from './local/local-server.js';
import { openBrowser } from './local/open-browser.js';
import { pageAddress } from './local/page-address.js';
import { playDemoCall } from './local/play-demo-call.js';
import { fillWithSampleCentre } from './local/sample-centre.js';
import { aborted, stopSignal } from './local/stop-signal.js';
import { portNumber, speedFactor } from './option-values.js';
import { languageOption, spokenLanguage, told } from './output/cli-language.js';
import { OWN_COMMAND } from './output/own-command.js';
import { remarks } from './output/remarks.js';

type DevOptions = {
  readonly port: number;
  readonly open: boolean;
  readonly play: boolean;
  readonly speed: number;
};

/** How long a page may take to open before the call begins without it. */
const PAGE_WAIT_MS = 5_000;

const EXAMPLES = `
Examples:
  $ evenkeel dev                       pages open, the demo call is played; Enter plays it again
  $ evenkeel dev --port 0 --no-open    any free port, addresses printed only
  $ evenkeel dev --no-play             wait for calls of your own

This is no production: keys are made up and forgotten, data is made up and deleted at the end, any call may name its
agent. It listens on 127.0.0.1 only and refuses to start under NODE_ENV=production. For calls of your own callers
write a configuration (see docs/configuration.md) and start \`evenkeel serve\`.`;

/** `evenkeel dev`: everything of the product in one process, with nothing to configure. */
export function registerDev(program: Command): void {
  program
    .command('dev')
    .description(
      'Starts Evenkeel for trial on 127.0.0.1: made-up keys in memory, a trusted agent, the try page, twelve weeks of a made-up centre for the lead, and a call that is played.',
    )
    .option('--port <n>', 'port to listen on; 0 = any free one', portNumber, 8040)
    .option('--no-open', 'print the pages’ addresses, open none')
    .option('--no-play', 'do not play the demo call')
    .option('--speed <n>', 'speed of the demo call: call seconds per second', speedFactor, 1)
    .addOption(languageOption())
    .addHelpText('after', EXAMPLES)
    .action(async (options: DevOptions) => {
      if (process.env.NODE_ENV === 'production') throw new EvenkeelError('cli.dev-in-production');
      remarks.write('Making up keys and twelve weeks of a centre …\n');
      const stop = stopSignal();
      const server = await startLocalServer({
        port: options.port,
        tryPage: true,
        fill: fillWithSampleCentre,
      });
      try {
        await host(server, options, stop);
      } finally {
        await server.stop();
      }
    });
}

async function host(server: LocalServer, options: DevOptions, stop: AbortSignal): Promise<void> {
  const agentToken = await server.token('agent', LOCAL_AGENT);
  const sourceToken = await server.token('source', 'trial-telephone');
  const agentPage = pageAddress(server.url, 'agent', agentToken);
  const leadPage = pageAddress(server.url, 'lead', await server.token('lead', 'lea'));
  process.stdout.write(
    told(`
  NOT FOR PRODUCTION: keys and data are made up, live in this process and end with it. 127.0.0.1 only.

  The agent’s page (${LOCAL_AGENT}):
    ${agentPage}
  The lead’s page (sample data):
    ${leadPage}
  Try your own voice or a file:
    ${pageAddress(server.url, 'source', sourceToken)}

  Play a stereo recording of yours to it, from another terminal:
    ${OWN_COMMAND} simulate --url ${server.url.replace(/^http/, 'ws')}/streams/native --agent-id ${LOCAL_AGENT} \\
      --token ${sourceToken} --wav call.wav

`),
  );
  if (options.open) for (const page of [leadPage, agentPage]) openBrowser(page);
  const desktop = await openLocalDesktop(server.url, agentToken, (cue) =>
    process.stdout.write(`${cueLine(cue, spokenLanguage())}\n`),
  );
  if (options.open) await Promise.race([aborted(stop), afterMs(PAGE_WAIT_MS)]);
  if (options.play) await playOnRequest(server, options.speed, stop);
  else process.stdout.write(told('Waiting for calls. Press Ctrl+C to end.\n'));
  await aborted(stop);
  desktop.close();
}

/** Plays the call now, and again at every Enter until the end is asked for, or nobody can press Enter any more. */
async function playOnRequest(server: LocalServer, speed: number, stop: AbortSignal): Promise<void> {
  const lines = createInterface({ input: process.stdin });
  // Said once, and often before the call is over: input may be empty from the start.
  const inputOver = new AbortController();
  lines.once('close', () => inputOver.abort());
  stop.addEventListener('abort', () => lines.close(), { once: true });
  for (let round = 1; !stop.aborted; round++) {
    process.stdout.write(told(`Playing the demo call at ${speed}× …\n`));
    await playDemoCall(server, { callId: `demo-call-${round}`, speed, signal: stop });
    if (stop.aborted) return;
    if (inputOver.signal.aborted) {
      process.stdout.write(told('The call is over. Waiting for calls. Press Ctrl+C to end.\n'));
      return;
    }
    process.stdout.write(told('The call is over. Press Enter to play it again, Ctrl+C to end.\n'));
    const enter = new Promise<true>((resolve) => lines.once('line', () => resolve(true)));
    if (!(await Promise.race([enter, aborted(inputOver.signal).then(() => false)]))) return;
  }
}

function afterMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
