import { type Command, InvalidArgumentError, Option } from 'commander';
import { DEMO_CALL_PATH } from '../../app/package-root.js';
import { LANGUAGES, type Language } from '../../i18n/language.js';
import { nativeTelephone } from '../../lab/telephones/native-telephone.js';
import { placeCall } from '../../lab/telephones/place-call.js';
import { readRecording } from '../../lab/telephones/read-recording.js';
import { seededRandom } from '../../lab/telephones/seeded-random.js';
import { WALL_CLOCK } from '../../lab/telephones/wall-clock.js';
import { clockText, cueText } from '../coach-event-text.js';
import { openDemoDesktop, type ShownCue } from './demo-desktop.js';
import { DEMO_AGENT, type DemoServer, startDemoServer } from './demo-server.js';
import { openBrowser } from './open-browser.js';

type DemoOptions = {
  readonly headless: boolean;
  readonly json: boolean;
  readonly speed: number;
  readonly port: number;
  readonly language: Language;
};

const RATE_HZ = 8000;
/** How long the page may take to open before the call begins without it. */
const PAGE_WAIT_MS = 5_000;

/** `evenkeel demo`: the main job in one process, on a call that the project made itself. */
export function registerDemo(program: Command): void {
  program
    .command('demo')
    .summary('see the main job: a demo call, and the cues on the agent’s page')
    .description(
      'Starts an embedded Evenkeel, plays it a made-up call over the real WebSocket, and opens the agent’s page. Nothing leaves this machine and nothing is kept.',
    )
    .option('--headless', 'no page: print the cues and exit', false)
    .option('--json', 'like --headless, one JSON object a line', false)
    .option('--speed <n>', 'call seconds per second', speedOf, 1)
    .option('--port <n>', 'port to serve the page on; 0 = any free one', Number, 0)
    .addOption(
      new Option('--language <tag>', 'language of the printed cues').choices(LANGUAGES).default('en'),
    )
    .action(async (options: DemoOptions) => {
      const server = await startDemoServer(options.port);
      try {
        if (options.headless || options.json) await printCues(server, options);
        else await showPage(server, options);
      } finally {
        await server.stop();
      }
    });
}

/** Exit status 1 when no breath or no reset came: then something is wrong, and a demo should say so. */
async function printCues(server: DemoServer, options: DemoOptions): Promise<void> {
  const shown: ShownCue[] = [];
  const desktop = await openDemoDesktop(server.url, await server.token('agent', DEMO_AGENT), (cue) => {
    shown.push(cue);
    process.stdout.write(`${options.json ? cueJson(cue) : cueLine(cue, options.language)}\n`);
  });
  if (!options.json) process.stdout.write(`Playing the demo call at ${options.speed}× …\n`);
  const report = await playDemoCall(server, options.speed);
  await until(() => shown.some(({ type }) => type === 'reset'), 2_000);
  desktop.close();
  const kinds = shown.map((cue) => (cue.type === 'reset' ? 'reset' : cue.kind));
  const complete = report.completed && kinds.includes('breath') && kinds.includes('reset');
  if (options.json)
    process.stdout.write(
      `${JSON.stringify({ type: 'end', cues: kinds.length, durationMs: report.audioMs })}\n`,
    );
  if (complete) return;
  process.stderr.write('The demo call should have brought a breath and a reset, and did not.\n');
  process.exitCode = 1;
}

async function showPage(server: DemoServer, options: DemoOptions): Promise<void> {
  const agentToken = await server.token('agent', DEMO_AGENT);
  const pageUrl = `${server.url}/#token=${agentToken}`;
  process.stdout.write(`The agent’s page: ${pageUrl}\n\n`);
  openBrowser(pageUrl);
  const desktop = await openDemoDesktop(server.url, agentToken, (cue) =>
    process.stdout.write(`${cueLine(cue, options.language)}\n`),
  );
  await new Promise((resolve) => setTimeout(resolve, PAGE_WAIT_MS));
  const stopped = new Promise<void>((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  process.stdout.write(`Playing the demo call at ${options.speed}× …\n`);
  await Promise.race([playDemoCall(server, options.speed), stopped]);
  process.stdout.write('The call is over. The page stays until you press Ctrl+C.\n');
  await stopped;
  desktop.close();
}

async function playDemoCall(server: DemoServer, speed: number) {
  const recording = await readRecording({ kind: 'stereo', file: DEMO_CALL_PATH, swapped: false }, RATE_HZ);
  return placeCall(
    nativeTelephone,
    recording,
    {
      url: `${server.url.replace(/^http/, 'ws')}/streams/native`,
      callId: 'demo-call',
      tenant: 'demo',
      agentId: DEMO_AGENT,
      language: 'en',
      noticeWording: 'demo-1',
      encoding: 'pcmu',
      sampleRateHz: RATE_HZ,
      layout: 'stereo',
      channelOrder: ['customer', 'agent'],
      credentials: { token: await server.token('source', 'demo-telephone') },
      publicOrigin: null,
    },
    { speed, faults: new Set(), clock: WALL_CLOCK, random: seededRandom(1) },
  );
}

function cueLine(cue: ShownCue, language: Language): string {
  return `${clockText(cue.atMs).padStart(8)}  ${cueText({ kind: cue.type === 'reset' ? 'reset' : cue.kind, reason: cue.reason }, language)}`;
}

function cueJson(cue: ShownCue): string {
  const kind = cue.type === 'reset' ? 'reset' : cue.kind;
  return JSON.stringify({ type: 'cue', kind, atMs: cue.atMs, reason: cue.reason });
}

async function until(done: () => boolean, limitMs: number): Promise<void> {
  const end = Date.now() + limitMs;
  while (!done() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
}

function speedOf(text: string): number {
  const speed = Number(text);
  if (!(speed > 0 && speed <= 50)) throw new InvalidArgumentError('Give a number above 0, at most 50.');
  return speed;
}
