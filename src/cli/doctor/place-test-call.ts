import { ERRORS, type ErrorCode } from '../../errors.js';
import { seededRandom } from '../../lab/random/seeded-random.js';
import type { CallPlan } from '../../lab/telephones/call-plan.js';
import type { CallReport, LineReport } from '../../lab/telephones/call-report.js';
import { placeCall } from '../../lab/telephones/place-call.js';
import type { Telephone, TelephoneLine } from '../../lab/telephones/telephone.js';
import type { TwoPartyRecording } from '../../lab/telephones/two-party-recording.js';
import { WALL_CLOCK } from '../../lab/telephones/wall-clock.js';
import { bad, type Finding, good, remark } from './finding.js';
import { transportWords } from './transport-words.js';

/** How a test call is played: call seconds per second, and what ends it early. */
export type TestPlay = { readonly speed: number; readonly signal?: AbortSignal };

/** Plays a recording as the platform would; what became of the call, and in words what it was told and how it ended. */
export async function placeTestCall(
  telephone: Telephone,
  recording: TwoPartyRecording,
  plan: CallPlan,
  play: TestPlay,
): Promise<{ readonly report: CallReport; readonly findings: Finding[] }> {
  const texts: string[] = [];
  const listening: Telephone = {
    ...telephone,
    lines: (...given) => telephone.lines(...given).map((line) => overhear(line, texts)),
  };
  const report = await placeCall(listening, recording, plan, {
    ...play,
    faults: new Set(),
    clock: WALL_CLOCK,
    random: seededRandom(Date.now() % 1_000_000),
  });
  const codes = (Object.keys(ERRORS) as ErrorCode[]).filter((code) =>
    texts.some((text) => text.includes(code)),
  );
  const findings = report.lines.flatMap((line) => lineFindings(line));
  const hasFault = () => findings.some(({ level }) => level === 'bad');
  if (!hasFault()) findings.push(good('handshake', handshakeWords(report.lines)));
  for (const code of codes)
    findings.push((report.completed ? remark : bad)('protocol', `${code}: ${ERRORS[code].text}`));
  if (!report.completed && !hasFault())
    findings.push(bad('protocol', 'The call did not end as the protocol says.'));
  return { report, findings };
}

/** The same line, with what the server says also kept aside. */
function overhear(line: TelephoneLine, texts: string[]): TelephoneLine {
  return {
    url: line.url,
    headers: line.headers,
    subprotocols: line.subprotocols,
    closesWith: line.closesWith,
    greeting: () => line.greeting(),
    mayTalk: () => line.mayTalk(),
    talk: (frame) => line.talk(frame),
    idle: (elapsedMs) => line.idle(elapsedMs),
    hear: (text) => {
      texts.push(text);
      return line.hear(text);
    },
    farewell: () => line.farewell(),
    mayHangUp: () => line.mayHangUp(),
    observations: () => line.observations(),
  };
}

/** What is wrong with one connection of a call; nothing where it went through. */
function lineFindings({
  path,
  httpStatus,
  handshakeMs,
  readyMs,
  error,
  closeCode,
  closeReason,
}: LineReport): Finding[] {
  if (httpStatus !== null) return [bad('handshake', statusWords(httpStatus, path))];
  if (handshakeMs === null) {
    const code = /[A-Z][A-Z_]{3,}/.exec(error ?? '')?.[0] ?? '';
    return [bad('handshake', transportWords(code, error ?? 'no answer'))];
  }
  if (Object.hasOwn(ERRORS, closeReason))
    return [bad('protocol', `${closeReason}: ${ERRORS[closeReason as ErrorCode].text}`)];
  if (readyMs === null)
    return [bad('protocol', 'The connection opened, but the instance never let the call begin.')];
  if (closeCode !== 1000 && closeCode !== 1005)
    return [
      bad(
        'protocol',
        `The connection ended with close code ${closeCode}: a proxy's time limit, or a restart?`,
      ),
    ];
  return [];
}

function statusWords(status: number, path: string): string {
  switch (status) {
    case 400:
    case 426:
      return `HTTP ${status}: the upgrade did not arrive whole. A proxy must pass on Upgrade, Connection and Sec-WebSocket-Protocol.`;
    case 401:
      return 'HTTP 401: the credentials were refused. Compare token, secret, public host name and path; a signature covers all of them. Then compare the clocks.';
    case 403:
      return "HTTP 403: known, but not allowed here: the token's role must be source, or the user and password differ.";
    case 404:
      return `HTTP 404: no connector has the path ${path}. Compare it with \`connectors\` in the configuration.`;
    case 502:
    case 504:
      return `HTTP ${status}: a proxy answers, but does not reach the instance behind it.`;
    case 503:
      return 'HTTP 503: the instance is full or shutting down.';
    default:
      return `HTTP ${status} instead of a WebSocket: something other than Evenkeel may answer here.`;
  }
}

function handshakeWords(lines: readonly LineReport[]): string {
  const slowest = Math.max(...lines.map(({ handshakeMs, readyMs }) => (handshakeMs ?? 0) + (readyMs ?? 0)));
  return `Accepted: audio could begin ${Math.round(slowest)} ms after dialling.`;
}
