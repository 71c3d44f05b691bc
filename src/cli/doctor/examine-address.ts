import { bad, type Finding, good, remark } from './finding.js';
import { transportWords } from './transport-words.js';

const LIMIT_MS = 10_000;
/** Signatures of the platforms live for seconds. */
const SKEW_LIMIT_S = 3;

/** `wss://host/path` → `https://host`. */
export function httpOrigin(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol === 'wss:' ? 'https' : 'http'}://${host}`;
}

/** Whether there is an Evenkeel at the address, whether it is well, and whether the clocks agree. */
export async function examineAddress(url: string, nowMs: () => number): Promise<readonly Finding[]> {
  let answer: Response;
  let body: string;
  try {
    answer = await fetch(`${httpOrigin(url)}/healthz`, {
      signal: AbortSignal.timeout(LIMIT_MS),
      redirect: 'manual',
    });
    body = await answer.text();
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
    const code = (reason as NodeJS.ErrnoException).code ?? (reason instanceof Error ? reason.name : '');
    const words = code === 'TimeoutError' ? 'No answer within 10 s.' : transportWords(code, String(reason));
    return [bad('address', words)];
  }
  const findings: Finding[] = [];
  if (answer.ok && body.includes('"status"'))
    findings.push(good('address', 'Evenkeel answers and is running.'));
  else
    findings.push(
      remark(
        'address',
        `Something answers /healthz with HTTP ${answer.status}${serverOf(answer)}, but not as Evenkeel does: a proxy that passes on only some paths?`,
      ),
    );
  const date = Date.parse(answer.headers.get('date') ?? '');
  if (!Number.isNaN(date)) findings.push(clockFinding((date - nowMs()) / 1000));
  return findings;
}

function clockFinding(aheadS: number): Finding {
  // The Date header has whole seconds.
  if (Math.abs(aheadS) <= SKEW_LIMIT_S) return good('clock', 'The clocks agree.');
  const words = `The instance's clock is ${Math.abs(Math.round(aheadS))} s ${aheadS > 0 ? 'ahead of' : 'behind'} this machine's: signed platforms are refused while it is wrong. Set it by NTP.`;
  return bad('clock', words);
}

function serverOf(answer: Response): string {
  const server = answer.headers.get('server');
  return server === null ? '' : ` (server: ${server})`;
}
