import { connectorsSection } from '../../src/config/sections/connectors-section.js';
import { ingestSection } from '../../src/config/sections/ingest-section.js';
import type { AdapterEvent, AdapterSocket } from '../../src/ingest/media-adapter.js';
import { StreamSession } from '../../src/ingest/stream-session.js';
import { HearingSink } from './ingest-harness.js';

export type SessionRigOptions = {
  readonly closingHarmsCall?: boolean;
  readonly answersPings?: boolean;
  /** Bytes of replies that the peer has not read. */
  readonly bufferedAmount?: number;
  /** What the adapter does when it is asked for the protocol's farewell. */
  readonly sayFarewell?: (socket: AdapterSocket) => void;
};

/** A session on a clock that the test turns, before its stream has opened. */
export function newSession(options: SessionRigOptions = {}) {
  const { closingHarmsCall = false, answersPings = true, bufferedAmount = 0 } = options;
  const { sayFarewell = (socket) => socket.close() } = options;
  const time = { nowMs: 0 };
  const sink = new HearingSink();
  const counted: string[] = [];
  /** What was done to the socket, in order. */
  const closes: string[] = [];
  const farewells: string[] = [];
  const [connector] = connectorsSection.parse([{ name: 'pbx', protocol: 'native', path: '/pbx' }]);
  const session = new StreamSession(
    {
      streamId: 's',
      tenant: 'acme',
      connector: connector!,
      limits: ingestSection.parse({}),
      clock: { monotonicMs: () => time.nowMs, wallMs: () => time.nowMs },
      observer: {
        count: (what, _connector, code) => void counted.push(`${what} ${code}`),
        fault: (_connector, cause) => {
          throw cause;
        },
      },
      sink,
      isSubscription: false,
    },
    {
      bufferedAmount,
      send: () => {},
      ping: () => {
        if (answersPings) session.onPong();
      },
      close: (code, reason) => void closes.push(`${code} ${reason}`),
      terminate: () => void closes.push('terminated'),
    },
  );
  const parts: { emit?: (event: AdapterEvent) => void; socket?: AdapterSocket } = {};
  session.read((socket, emit) => {
    Object.assign(parts, { emit, socket });
    const end = (reason: string) => {
      farewells.push(reason);
      sayFarewell(socket);
    };
    return { onText: () => {}, onBinary: () => {}, end, closingHarmsCall };
  });
  const open = ({ isProbe = false } = {}) =>
    parts.emit?.({
      type: 'open',
      claim: {
        callId: 'c',
        platformSessionId: null,
        roles: ['customer'],
        notice: { given: true, wordingVersion: null },
        agentId: null,
        language: null,
        isProbe,
        attributes: {},
      },
    });
  const pass = (ms: number) => {
    for (const untilMs = time.nowMs + ms; time.nowMs < untilMs; time.nowMs += 1_000) session.sweep();
  };
  return { session, open, emit: parts.emit!, socket: parts.socket!, pass, closes, counted, farewells, sink };
}

/** As `newSession`, with its stream open. */
export function openSession(options: SessionRigOptions = {}) {
  const made = newSession(options);
  made.open();
  return made;
}
