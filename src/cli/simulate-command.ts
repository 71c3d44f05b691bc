import { randomUUID } from 'node:crypto';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { DEMO_CALL_PATH } from '../app/package-root.js';
import { EvenkeelError } from '../errors.js';
import {
  AUDIO_ENCODINGS,
  type AudioEncoding,
  type CallPlan,
  type Credentials,
  LAYOUTS,
  type Layout,
} from '../lab/telephones/call-plan.js';
import { LINE_FAULTS, type LineFault } from '../lab/telephones/line-damage.js';
import { type RecordingSource, readRecording } from '../lab/telephones/read-recording.js';
import { simulate } from '../lab/telephones/simulation.js';
import { TELEPHONES } from '../lab/telephones/telephones.js';
import { WALL_CLOCK } from '../lab/telephones/wall-clock.js';
import { webSocketUrl } from './option-values.js';
import { remarks } from './output/remarks.js';
import { progressPrinter, simulationText } from './simulate-output.js';

type SimulateOptions = Credentials & {
  readonly protocol: string;
  readonly url: string;
  readonly wav?: string;
  readonly customer?: string;
  readonly agent?: string;
  readonly swapped: boolean;
  readonly agentFirst: boolean;
  readonly calls: number;
  readonly for: number;
  readonly hangUpAfter?: number;
  readonly speed: number;
  readonly faults: readonly LineFault[];
  readonly seed: number;
  readonly callId?: string;
  readonly tenant: string;
  readonly agentId?: string;
  readonly language?: string;
  readonly notice: string | false;
  readonly codec?: AudioEncoding;
  readonly rate?: number;
  readonly layout?: Layout;
  readonly publicOrigin?: string;
  readonly json: boolean;
};

const EXAMPLES = `
Examples:
  $ evenkeel simulate --protocol native --url ws://127.0.0.1:8040/streams/native --wav call.wav \\
      --agent-id ruth --token "$TOKEN"
  $ evenkeel simulate --protocol twilio --url ws://127.0.0.1:8040/streams/twilio --secret "$AUTH_TOKEN" \\
      --public-origin wss://coach.example.com --customer caller.wav --agent agent.wav
  $ evenkeel simulate --protocol audiohook --url ws://127.0.0.1:8040/streams/genesys --wav call.wav \\
      --api-key KEY --secret BASE64 --calls 50 --for 120 --faults loss,jitter,stall

Protocols:
${TELEPHONES.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')}

Exit status: 0 = every call was answered and ended as it should, 1 = at least one was not.`;

/** Said before the call: after it, the minutes are lost. */
const NOBODY = `No agent is named, so nobody is shown the cues of this call unless one is announced (docs/binding.md).
Name one with --agent-id ID; the connector must have "agent: { trusted: true }", as that of \`evenkeel dev\` has.
`;

/** `evenkeel simulate`: a telephone that plays a WAV file to a running instance as a platform would. */
export function registerSimulate(program: Command): void {
  program
    .command('simulate')
    .description(
      'Speaks a platform protocol as the platform does, signs as it signs, and reports what it saw: handshake times, pings, refusals and closes. A demo caller, a load generator and a test peer in one.',
    )
    .addOption(
      new Option('--protocol <name>', 'platform to be')
        .choices(TELEPHONES.map(({ name }) => name))
        .default('native'),
    )
    .requiredOption('--url <url>', 'ws:// or wss:// address of the connector', webSocketUrl)
    .option(
      '--wav <file>',
      'stereo WAV: customer left, agent right (PCM16, µ-law or A-law); default: the demo call',
    )
    .option('--customer <file>', 'mono WAV of the customer (with --agent, instead of --wav)')
    .option('--agent <file>', 'mono WAV of the agent')
    .option('--swapped', 'the stereo file has the agent on the left', false)
    .option('--agent-first', 'send the agent on the first channel (or inbound track)', false)
    .option('--calls <n>', 'calls side by side', positiveInteger, 1)
    .option('--for <seconds>', 'keep calling again until so many seconds have passed', nonNegative, 0)
    .option('--hang-up-after <seconds>', 'hang up every call politely by then', positive)
    .option('--speed <n>', 'call seconds per second', positive, 1)
    .option('--faults <list>', `what the line suffers: ${LINE_FAULTS.join(',')}`, faultList, [])
    .option('--seed <n>', 'seed of faults and made-up identifiers', nonNegative, 1)
    .option(
      '--call-id <id>',
      'call id of a single call (several calls get ids of their own)',
      'simulated-call',
    )
    .option('--tenant <id>', 'tenant, where the protocol carries it', 'default')
    .option('--agent-id <id>', 'agent on the call, where the protocol carries it')
    .option('--language <tag>', 'language of the call, for example en-US')
    .option('--notice <version>', 'wording version of the notice that the caller heard', 'simulated')
    .option('--no-notice', 'assert no notice')
    .addOption(
      new Option('--codec <name>', "audio coding; default: the platform's own").choices(AUDIO_ENCODINGS),
    )
    .option('--rate <hz>', "sample rate; default: the platform's own", positiveInteger)
    .addOption(
      new Option('--layout <name>', "parties on sockets; default: the platform's own").choices(LAYOUTS),
    )
    .option(
      '--token <token>',
      'bearer token (native, vonage), stream_auth_token (telnyx), one-time token (twilio, plivo)',
    )
    .option('--api-key <key>', 'API key (audiohook)')
    .option('--secret <secret>', 'client secret in base64 (audiohook), auth token (twilio)')
    .option('--username <name>', 'user name for HTTP Basic (jambonz, asterisk), account id (plivo)')
    .option('--password <password>', 'password for HTTP Basic')
    .option('--public-origin <origin>', 'wss:// origin that signatures cover, when a proxy stands in between')
    .option('--json', 'print one JSON document instead of a table', false)
    .addHelpText('after', EXAMPLES)
    .action(async (options: SimulateOptions) => {
      process.exitCode = (await run(options)) ? 0 : 1;
    });
}

async function run(options: SimulateOptions): Promise<boolean> {
  const telephone = TELEPHONES.find(({ name }) => name === options.protocol);
  if (!telephone) throw new EvenkeelError('internal.fault', `No telephone is called ${options.protocol}.`);
  const plan: CallPlan = {
    url: options.url,
    callId: options.callId ?? randomUUID(),
    tenant: options.tenant,
    agentId: options.agentId ?? null,
    language: options.language ?? null,
    noticeWording: options.notice === false ? null : options.notice,
    encoding: choose('codec', options.codec, telephone.encodings),
    sampleRateHz: choose('rate', options.rate, telephone.sampleRatesHz),
    layout: choose('layout', options.layout, telephone.layouts),
    channelOrder: options.agentFirst ? ['agent', 'customer'] : ['customer', 'agent'],
    credentials: options,
    publicOrigin: options.publicOrigin ?? null,
  };
  const recording = await readRecording(sourceOf(options), plan.sampleRateHz);
  if (plan.agentId === null) remarks.write(NOBODY);
  const hangUp = new AbortController();
  const onInterrupt = (): void => hangUp.abort();
  process.once('SIGINT', onInterrupt);
  const timer =
    options.hangUpAfter === undefined ? undefined : setTimeout(onInterrupt, options.hangUpAfter * 1000);
  const progress = progressPrinter(remarks, WALL_CLOCK);
  const reports = await simulate(telephone, recording, plan, {
    calls: options.calls,
    speed: options.speed,
    faults: new Set(options.faults),
    seed: options.seed,
    forMs: options.for * 1000,
    clock: WALL_CLOCK,
    onProgress: progress.show,
    signal: hangUp.signal,
  });
  process.removeListener('SIGINT', onInterrupt);
  clearTimeout(timer);
  progress.end();
  process.stdout.write(
    options.json
      ? `${JSON.stringify({ simulate: { calls: reports } })}\n`
      : simulationText(reports, options.speed),
  );
  return reports.every(({ completed }) => completed);
}

/** The platform's usual way unless told otherwise, and never one that it does not know. */
function choose<T>(option: string, wanted: T | undefined, known: readonly T[]): T {
  const chosen = wanted ?? known[0];
  if (chosen === undefined || !known.includes(chosen)) {
    throw new EvenkeelError(
      'simulate.option-unknown',
      `--${option} ${wanted}: it knows ${known.join(', ')}.`,
    );
  }
  return chosen;
}

/** The demo call where no recording is named. */
function sourceOf({ wav, customer, agent, swapped }: SimulateOptions): RecordingSource {
  if (wav === undefined && customer === undefined && agent === undefined)
    return { kind: 'stereo', file: DEMO_CALL_PATH, swapped };
  if (wav !== undefined && customer === undefined && agent === undefined) {
    return { kind: 'stereo', file: wav, swapped };
  }
  if (wav === undefined && customer !== undefined && agent !== undefined)
    return { kind: 'pair', customer, agent };
  throw new EvenkeelError('simulate.no-recording');
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0) || !Number.isFinite(value)) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

function nonNegative(text: string): number {
  return text === '0' ? 0 : positive(text);
}

function positiveInteger(text: string): number {
  const value = positive(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError('It must be a whole number above 0.');
  return value;
}

function faultList(text: string): LineFault[] {
  return text.split(',').map((name) => {
    const fault = LINE_FAULTS.find((known) => known === name.trim());
    if (!fault) throw new InvalidArgumentError(`Known faults: ${LINE_FAULTS.join(', ')}.`);
    return fault;
  });
}
