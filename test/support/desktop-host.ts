import { once } from 'node:events';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import type { PresentedTicket } from '../../src/auth/binding-ticket.js';
import type { Principal } from '../../src/auth/principal.js';
import type { AgentKey } from '../../src/binding/agent-binding.js';
import type { DesktopEvent } from '../../src/delivery/agent-message.js';
import { AgentServer, type AgentServerOptions } from '../../src/delivery/agent-server.js';
import { LocalCueBus } from '../../src/delivery/local-cue-bus.js';
import { EvenkeelError } from '../../src/errors.js';

/** No fault of our own is expected. */
const onFault = (cause: unknown) => {
  throw cause;
};

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
};

export const DESKTOP_LIMITS: AgentServerOptions['limits'] = {
  heartbeatMs: 500,
  helloTimeoutMs: 2_000,
  maxMessagesPer10s: 100,
  maxBufferedBytes: 262_144,
  renewBeforeMs: 1_500,
  maxMessageBytes: 16_384,
  maxDesktopsPerAgent: 8,
};

export type DesktopHostOptions = {
  readonly selfCoachingOffered?: boolean;
  readonly hostOrigins?: readonly string[];
  readonly port?: number;
  /** How long before a token's end the next one is asked for, milliseconds. */
  readonly renewBeforeMs?: number;
  readonly bus?: LocalCueBus;
  readonly verifyToken?: AgentServerOptions['verifyToken'];
  /** Answers what is neither a page nor a desktop; true = answered. */
  readonly route?: (request: IncomingMessage, response: ServerResponse) => boolean;
};

/** Tokens of browser tests read `agent.ada.60000`: role, subject, milliseconds from now. */
export async function readTestToken(token: string): Promise<Principal> {
  const [role, subject, forMs] = token.split('.');
  if (role !== 'agent' && role !== 'lead') throw new EvenkeelError('auth.token-invalid');
  const expiresAtMs = Date.now() + Number(forMs ?? 600_000);
  return { role, tenant: 'acme', subject: subject ?? '', teams: [], expiresAtMs };
}

/** Tickets of browser tests read `agent platform call`, in base64url. */
export const testTicket = (...parts: readonly [agentId: string, platform: string, callId: string]) =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

async function readTestTicket(ticket: string): Promise<PresentedTicket> {
  const [agentId, platform, callId] = JSON.parse(Buffer.from(ticket, 'base64url').toString()) as string[];
  const call = { tenant: 'acme', platform: platform!, callId: callId! };
  return { ...call, agentId: agentId!, id: ticket, expiresAtMs: 0 };
}

/** A small real server: the built pages under a strict policy, and an AgentServer with its bus. */
export class DesktopHost {
  readonly bus: LocalCueBus;
  readonly reports: DesktopEvent[] = [];
  /** Calls that a desktop has been put on. */
  readonly binds: { readonly platform: string; readonly callId: string }[] = [];
  /** Tokens that were found to be good, in turn. */
  readonly tokensTaken: string[] = [];
  /** How far this server's clock has been put forward, milliseconds. */
  clockAheadMs = 0;
  readonly #options: DesktopHostOptions;
  readonly #http: Server;
  readonly #agents: AgentServer;
  readonly #closeDesktops: () => void;

  constructor(options: DesktopHostOptions = {}) {
    this.#options = options;
    this.bus = options.bus ?? new LocalCueBus(onFault);
    this.bus.onReport((_, event) => this.reports.push(event));
    this.#agents = new AgentServer({
      onFault,
      bus: this.bus,
      verifyToken: async (token) => {
        const principal = await (options.verifyToken ?? readTestToken)(token);
        this.tokensTaken.push(token);
        return principal;
      },
      verifyBinding: readTestTicket,
      bindCall: async ({ platform, callId }) => this.binds.push({ platform, callId }),
      limits: {
        ...DESKTOP_LIMITS,
        renewBeforeMs: options.renewBeforeMs ?? DESKTOP_LIMITS.renewBeforeMs,
      },
      selfCoachingOffered: options.selfCoachingOffered ?? false,
      now: () => Date.now() + this.clockAheadMs,
    });
    this.#closeDesktops = this.#agents.start();
    this.#http = createServer((request, response) => this.#answer(request, response));
    this.#http.on('upgrade', (request, socket, head) =>
      this.#agents.handleUpgrade({ request, socket, head }),
    );
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get agent(): AgentKey {
    return { tenant: 'acme', agentId: 'ada' };
  }

  async start(): Promise<this> {
    await once(this.#http.listen(this.#options.port ?? 0, '127.0.0.1'), 'listening');
    return this;
  }

  drain(): void {
    this.#agents.drain();
  }

  async stop(): Promise<void> {
    this.#closeDesktops();
    this.#http.closeAllConnections();
    await new Promise((done) => this.#http.close(done));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (this.#options.route?.(request, response) === true) return;
    const hostOrigins = this.#options.hostOrigins ?? [];
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self' ${hostOrigins.join(' ')}`,
    );
    if (pathname === '/panel-settings.json') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ hostOrigins }));
      return;
    }
    if (pathname === '/v1/session/token') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ token: null, ended: null, provider: false }));
      return;
    }
    const file = resolve('dist/web', `.${pathname === '/' ? '/index.html' : pathname}`);
    if (!file.startsWith(resolve('dist/web')) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream');
    if (pathname === '/evenkeel-desktop.js') response.setHeader('access-control-allow-origin', '*');
    createReadStream(join(file)).pipe(response);
  }
}
