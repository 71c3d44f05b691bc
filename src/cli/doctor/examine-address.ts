import { bad, type Finding, good, remark } from './finding.js';

const LIMIT_MS = 10_000;
/** Signatures of the platforms live for seconds. */
const SKEW_LIMIT_S = 3;

/** What an error below HTTP means to the person who installs. */
const TRANSPORT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ENOTFOUND: 'The host name is not known: check its spelling and the DNS entry.',
    EAI_AGAIN: 'The name server does not answer: check the network of this machine.',
    ECONNREFUSED: 'Nothing listens at this address and port: is the instance running, and is the port right?',
    ECONNRESET:
      'The connection was broken off: a firewall, or plain WebSocket spoken to a TLS port (use wss://).',
    ETIMEDOUT: 'No answer: a firewall drops the connection.',
    UND_ERR_CONNECT_TIMEOUT: 'No answer: a firewall drops the connection.',
    CERT_HAS_EXPIRED: 'The TLS certificate has expired: renew it.',
    DEPTH_ZERO_SELF_SIGNED_CERT:
      'The TLS certificate is self-signed: cloud platforms refuse it, use a public authority.',
    SELF_SIGNED_CERT_IN_CHAIN:
      'The TLS certificate comes from a private authority: cloud platforms refuse it.',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      'The TLS server leaves out its intermediate certificate: serve the whole chain.',
    ERR_TLS_CERT_ALTNAME_INVALID: 'The TLS certificate is for another host name.',
    ERR_SSL_WRONG_VERSION_NUMBER: 'The port does not speak TLS: use ws://, or put TLS in front.',
    EPROTO: 'TLS could not be agreed: the port may not speak TLS.',
    HPE_INVALID_CONSTANT: 'The port does not speak HTTP: use wss:// if it speaks TLS, or check the port.',
  } as const),
);

export function transportWords(code: string, fallback: string): string {
  return TRANSPORT.get(code) ?? `The connection failed: ${fallback}`;
}

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
