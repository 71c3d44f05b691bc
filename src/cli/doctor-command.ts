import { randomUUID } from 'node:crypto';
import { type Command, Option } from 'commander';
import { DEMO_CALL_PATH } from '../app/package-root.js';
import { loadConfig } from '../config/load-config.js';
import { EvenkeelError } from '../errors.js';
import {
  AUDIO_ENCODINGS,
  type AudioEncoding,
  type CallPlan,
  type Credentials,
} from '../lab/telephones/call-plan.js';
import { readRecording } from '../lab/telephones/read-recording.js';
import { TELEPHONES } from '../lab/telephones/telephones.js';
import type { TwoPartyRecording } from '../lab/telephones/two-party-recording.js';
import { configuredLine, type ExaminedLine } from './doctor/configured-line.js';
import { examineAddress } from './doctor/examine-address.js';
import { examineCall } from './doctor/examine-call.js';
import { examineFirstCue } from './doctor/examine-first-cue.js';
import { examineLine, hearLine } from './doctor/examine-line.js';
import type { Finding } from './doctor/finding.js';
import { webSocketUrl } from './option-values.js';
import { languageOption, told } from './output/cli-language.js';
import { padded } from './output/padded.js';

type DoctorOptions = Credentials & {
  readonly url?: string;
  readonly protocol: string;
  readonly platform?: string;
  readonly config?: string;
  readonly connector?: string;
  readonly agent?: string;
  readonly live?: string;
  readonly apiToken?: string;
  readonly codec?: AudioEncoding;
  readonly agentFirst: boolean;
  readonly publicOrigin?: string;
  readonly json: boolean;
};

const EXAMPLES = `
Without --url everything is taken from the configuration: address, protocol and credentials of its first connector,
and tokens that its secret signs.

Examples:
  $ evenkeel doctor --config evenkeel.yaml --agent ruth     and then on to the first cue
  $ evenkeel doctor --url ws://127.0.0.1:8040/streams/native --token "$SOURCE_TOKEN"
  $ evenkeel doctor --protocol audiohook --url wss://coach.example.com/streams/genesys \\
      --api-key KEY --secret BASE64 --api-token "$BINDER_TOKEN"
  $ evenkeel doctor --protocol twilio --url wss://coach.example.com/streams/twilio \\
      --api-token "$BINDER_TOKEN" --live CA123     # a real call, in progress now

The test call lasts 11 seconds and is kept as any other call is. --agent plays the demo call after it, with that agent on
it, until a cue is shown: half a minute.
Exit status: 0 = nothing is wrong, 1 = something is.`;

const MARKS: Readonly<Record<Finding['level'], string>> = { good: '✓', remark: '–', bad: '✗' };
const TEST_CALL_S = 11;
/** The agent's side is the same speech, 20 dB softer: faint, where the caller is not, which tells who arrives as whom. */
const AGENT_GAIN = 0.1;

/** `evenkeel doctor`: calls a running instance as a platform would, and says in plain words what is wrong. */
export function registerDoctor(program: Command): void {
  program
    .command('doctor')
    .description(
      'Looks at address, TLS, proxy, path, clock, credentials and protocol, then at how the audio arrives: silence, swapped parties, wrong law, byte order or rate.',
    )
    .option('--url <url>', 'ws:// or wss:// address of the connector; default: as configured', webSocketUrl)
    .option('--config <file>', 'configuration file, YAML or JSON', process.env.EVENKEEL_CONFIG)
    .option('--connector <name>', 'connector of the configuration to look at; default: its first')
    .option('--agent <id>', 'go on to the first cue, with this agent on the call')
    .addOption(
      new Option('--protocol <name>', 'platform to be')
        .choices(TELEPHONES.map(({ name }) => name))
        .default('native'),
    )
    .option(
      '--platform <name>',
      "platform part of the call key, if the connector's differs from its protocol",
    )
    .option('--live <callId>', 'examine this call, in progress now, instead of placing one')
    .option(
      '--api-token <token>',
      'token of role binder, to ask how the audio arrives (native: --token does)',
    )
    .addOption(
      new Option('--codec <name>', "audio coding; default: the platform's own").choices(AUDIO_ENCODINGS),
    )
    .option('--agent-first', 'send the agent on the first channel (or inbound track)', false)
    .option('--token <token>', 'bearer token (native, vonage), one-time or stream token (twilio family)')
    .option('--api-key <key>', 'API key (audiohook)')
    .option('--secret <secret>', 'client secret in base64 (audiohook), auth token (twilio, plivo)')
    .option('--username <name>', 'user name for HTTP Basic (jambonz, asterisk)')
    .option('--password <password>', 'password for HTTP Basic')
    .option('--public-origin <origin>', 'wss:// origin that signatures cover, when a proxy stands in between')
    .option('--json', 'print one JSON document', false)
    .addOption(languageOption())
    .addHelpText('after', EXAMPLES)
    .action(async (options: DoctorOptions) => {
      const findings = await examine(options);
      process.stdout.write(
        options.json
          ? `${JSON.stringify({ doctor: { findings } })}\n`
          : findings.map((finding) => findingLine(finding)).join(''),
      );
      process.exitCode = findings.some(({ level }) => level === 'bad') ? 1 : 0;
    });
}

function findingLine({ level, about, says }: Finding): string {
  return `${MARKS[level]} ${padded(told(about), 10)} ${told(says)}\n`;
}

async function examine(options: DoctorOptions): Promise<readonly Finding[]> {
  const line = await lineOf(options);
  const { url, telephone, platform, apiToken } = line;
  const address = await examineAddress(url, () => Date.now());
  if (address.some(({ level, about }) => level === 'bad' && about === 'address')) return address;
  if (options.live !== undefined) {
    if (apiToken === null) throw new EvenkeelError('auth.token-missing', 'Give --api-token.');
    const heard = await hearLine(url, { platform, callId: options.live }, apiToken);
    return 'finding' in heard
      ? [...address, heard.finding]
      : [...address, ...examineLine(heard.streams, { expectsFaintAgent: false })];
  }
  const sampleRateHz = telephone.sampleRatesHz[0] ?? 8000;
  const plan: CallPlan = {
    url,
    callId: randomUUID(),
    tenant: 'default',
    agentId: null,
    language: null,
    noticeWording: 'doctor',
    encoding: options.codec ?? telephone.encodings[0] ?? 'pcmu',
    sampleRateHz,
    layout: telephone.layouts[0] ?? 'stereo',
    channelOrder: options.agentFirst ? ['agent', 'customer'] : ['customer', 'agent'],
    credentials: line.credentials,
    publicOrigin: options.publicOrigin ?? line.publicOrigin,
  };
  const recording = await testRecording(sampleRateHz);
  const call = await examineCall({ telephone, platform, apiToken, recording, plan });
  const findings = [...address, ...call];
  if (options.agent === undefined || findings.some(({ level }) => level === 'bad')) return findings;
  if (line.agentToken === null)
    throw new EvenkeelError('cli.usage', '--agent needs the configuration of the server: leave out --url.');
  const desk = { agentId: options.agent, agentToken: line.agentToken, apiToken };
  return [...findings, ...(await examineFirstCue({ ...plan, callId: randomUUID() }, line, desk))];
}

/** What the options say, or what the configuration says. */
async function lineOf(options: DoctorOptions): Promise<ExaminedLine> {
  const { url, protocol, platform, config, connector, agent } = options;
  if (url === undefined)
    return configuredLine(loadConfig({ file: config, env: process.env }), { connector, agent });
  return {
    url,
    telephone: TELEPHONES.find(({ name }) => name === protocol)!,
    platform: platform ?? protocol,
    credentials: options,
    publicOrigin: null,
    apiToken: options.apiToken ?? (protocol === 'native' ? (options.token ?? null) : null),
    agentToken: null,
  };
}

async function testRecording(sampleRateHz: number): Promise<TwoPartyRecording> {
  const { voices } = await readRecording(
    { kind: 'stereo', file: DEMO_CALL_PATH, swapped: false },
    sampleRateHz,
  );
  const customer = voices.customer.subarray(0, TEST_CALL_S * sampleRateHz);
  return { sampleRateHz, voices: { customer, agent: customer.map((sample) => sample * AGENT_GAIN) } };
}
