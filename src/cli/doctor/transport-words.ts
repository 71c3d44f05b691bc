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
