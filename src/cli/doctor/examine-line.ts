import { httpOrigin } from './examine-address.js';
import { bad, type Finding, good, remark } from './finding.js';

/** What `GET /v1/calls/:platform/:callId/line` says of one stream. */
export type HeardStream = {
  readonly connector: string;
  readonly noticeGiven: boolean;
  readonly elapsedMs: number;
  readonly streamMs: number;
  readonly channels: readonly HeardChannel[];
};

export type HeardChannel = {
  readonly role: 'customer' | 'agent' | 'mixed';
  readonly heardMs: number;
  readonly sound: 'none' | 'faint' | 'good';
  readonly suspicion: 'none' | 'other-law' | 'byte-order' | 'not-speech';
  /** Instances before this field was added do not say it. */
  readonly offsetMs?: number;
};

const SUSPICIONS: Readonly<Record<Exclude<HeardChannel['suspicion'], 'none'>, string>> = {
  'other-law':
    'is read by the wrong companding law: µ-law and A-law are confused. Set the same codec on both sides.',
  'byte-order': 'has its bytes in the wrong order: 16-bit samples must be little-endian.',
  'not-speech': 'does not sound like speech as it is decoded: compare codec and channel count on both sides.',
};

/** Tracks that differ by less lie beside each other as they are. */
const OFFSET_WORTH_SAYING_MS = 1_000;

/** Asks an instance how a call's audio arrives there. A finding instead, where it does not tell. */
export async function hearLine(
  url: string,
  call: { readonly platform: string; readonly callId: string },
  token: string,
): Promise<{ readonly streams: readonly HeardStream[] } | { readonly finding: Finding }> {
  const path = `/v1/calls/${encodeURIComponent(call.platform)}/${encodeURIComponent(call.callId)}/line`;
  try {
    const answer = await fetch(httpOrigin(url) + path, {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(10_000),
    });
    const body = (await answer.json()) as { streams?: HeardStream[]; code?: string; message?: string };
    if (answer.ok && body.streams !== undefined) return { streams: body.streams };
    if (answer.status === 404)
      return {
        finding: bad(
          'line',
          `The instance has no open stream of call ${call.callId} on platform ${call.platform}: compare tenant and the connector's platform setting (--platform).`,
        ),
      };
    return {
      finding: bad(
        'line',
        `The instance does not tell how it hears the call: ${body.message ?? answer.status}`,
      ),
    };
  } catch (cause) {
    return {
      finding: bad('line', `The instance could not be asked how it hears the call: ${String(cause)}`),
    };
  }
}

/** What is wrong with the audio as the instance hears it. `expectsFaintAgent`: we sent the agent so. */
export function examineLine(
  streams: readonly HeardStream[],
  { expectsFaintAgent }: { readonly expectsFaintAgent: boolean },
): readonly Finding[] {
  const channels = streams.flatMap((stream) => stream.channels);
  if (channels.every(({ heardMs }) => heardMs === 0))
    return [
      bad(
        'audio',
        'No audio arrives, although the stream is open: does the platform fork the audio of this call?',
      ),
    ];
  return [
    ...channels.map(audioOf),
    ...channels.flatMap(clockOf),
    ...streams.flatMap(rateOf),
    ...rolesOf(channels, expectsFaintAgent),
    noticeOf(streams),
  ];
}

function audioOf({ role, heardMs, sound, suspicion }: HeardChannel): Finding {
  if (heardMs === 0) return bad('audio', `No audio arrives for the ${role}.`);
  if (sound === 'none')
    return bad(
      'audio',
      `The ${role} channel is silent: is that party tapped, and is the channel count right?`,
    );
  if (suspicion !== 'none') return bad('audio', `The ${role} channel ${SUSPICIONS[suspicion]}`);
  const faintly = sound === 'faint' ? ', faintly: a louder line is judged better' : '';
  return good('audio', `The ${role} is heard${faintly}.`);
}

function clockOf({ role, offsetMs = 0 }: HeardChannel): readonly Finding[] {
  if (Math.abs(offsetMs) <= OFFSET_WORTH_SAYING_MS) return [];
  const where = `${seconds(Math.abs(offsetMs))} s ${offsetMs < 0 ? 'ahead' : 'behind'}`;
  return [
    remark('clock', `The platform's time of the ${role} is ${where}: the audio is placed where it arrives.`),
  ];
}

function rateOf({ elapsedMs, streamMs }: HeardStream): readonly Finding[] {
  const ratio = streamMs / Math.max(1, elapsedMs);
  if (elapsedMs <= 5_000 || (ratio <= 1.3 && ratio >= 0.77)) return [];
  return [
    bad(
      'rate',
      `${seconds(streamMs)} s of audio came in ${seconds(elapsedMs)} s: sample rate or channel count differ.`,
    ),
  ];
}

function rolesOf(channels: readonly HeardChannel[], expectsFaintAgent: boolean): readonly Finding[] {
  const soundOf = (wanted: HeardChannel['role']) =>
    channels.find(({ role }) => role === wanted)?.sound ?? 'none';
  const [customer, agent] = [soundOf('customer'), soundOf('agent')];
  const findings: Finding[] = [];
  if (expectsFaintAgent && customer === 'faint' && agent === 'good')
    findings.push(
      bad('roles', 'Caller and agent are swapped: reverse the track or channel roles of the connector.'),
    );
  if (expectsFaintAgent && customer === 'good' && agent === 'faint')
    findings.push(good('roles', 'Caller and agent are where they belong.'));
  if (channels.some(({ role }) => role === 'mixed'))
    findings.push(
      remark('roles', 'Both parties come in one channel: no emotion of the caller is claimed from it.'),
    );
  return findings;
}

function noticeOf(streams: readonly HeardStream[]): Finding {
  return streams.every(({ noticeGiven }) => noticeGiven)
    ? good('notice', 'Notice to the caller is asserted.')
    : remark(
        'notice',
        'Nobody asserts that the caller was given notice: only call facts are computed. See `notice` of the connector.',
      );
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
