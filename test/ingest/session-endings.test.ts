import { describe, expect, it } from 'vitest';
import { closeReasonOf } from '../../src/ingest/close-reason.js';
import {
  END_CAUSES,
  type EndCause,
  endingOfClose,
  type LiveState,
} from '../../src/ingest/session-endings.js';
import { newSession } from '../support/session-rig.js';

type Rig = ReturnType<typeof newSession>;

const LEAVING_FOR = 'stream.sequence-broken';

const BRING_TO: Readonly<Record<LiveState, (rig: Rig) => void>> = {
  opening: () => {},
  probing: (rig) => rig.open({ isProbe: true }),
  open: (rig) => rig.open(),
  leaving: (rig) => {
    rig.open();
    rig.socket.failWithin(LEAVING_FOR, 10_000);
  },
};

const CAUSE: Readonly<Record<EndCause, (rig: Rig) => void>> = {
  'stream-over': (rig) => rig.emit({ type: 'end' }),
  'farewell-said': (rig) => rig.socket.close(),
  failed: (rig) => rig.session.fail('stream.flood'),
  'failed-with-grace': (rig) => rig.socket.failWithin('stream.flood', 3_000),
  'leaving-asked': (rig) => rig.session.leave('stream.draining'),
  'transport-broken': (rig) => rig.session.onTransportError('stream.message-invalid'),
  'socket-closed': (rig) => rig.session.onClosed(1006),
  'peer-lost': (rig) => rig.socket.sendText('a reply that the peer does not read'),
  'grace-over': (rig) => rig.pass(12_000),
};

/** What is seen of an end: what the socket is told, what is counted, what the call is told, what the adapter says. */
const ended = (cause: EndCause, state: LiveState) => {
  const rig = newSession({
    sayFarewell: () => {},
    bufferedAmount: cause === 'peer-lost' ? 1_000_000 : 0,
  });
  BRING_TO[state](rig);
  const [before, beforeCall] = [rig.counted.length, rig.sink.streams[0]?.events.length ?? 0];
  CAUSE[cause](rig);
  const told = (rig.sink.streams[0]?.events ?? []).slice(beforeCall);
  return [
    rig.closes.join(', ') || 'stays open',
    rig.counted.slice(before).join(', ') || '-',
    told.flatMap((event) => (event.type === 'close' ? [event.reason] : [])).join(', ') || '-',
    rig.farewells.join(', ') || '-',
  ];
};

const STAYS = 'stays open';
const LATER = '1002 stream.sequence-broken';

/** cause, state, socket, counted, call, farewell */
const SPECIFICATION: ReadonlyArray<readonly [EndCause, LiveState, string, string, string, string]> = [
  // The platform says that the stream is over: its end is counted at once, and the peer has time to close.
  ['stream-over', 'opening', STAYS, 'refused stream.peer-lost', '-', '-'],
  ['stream-over', 'probing', STAYS, '-', '-', '-'],
  ['stream-over', 'open', STAYS, 'ended ok', 'normal', '-'],
  ['stream-over', 'leaving', STAYS, '-', '-', '-'],
  // The adapter closes. Where the stream had a reason to end, the close carries it.
  ['farewell-said', 'opening', '1000 ', 'refused stream.peer-lost', '-', '-'],
  ['farewell-said', 'probing', '1000 ', '-', '-', '-'],
  ['farewell-said', 'open', '1000 ', 'ended ok', 'normal', '-'],
  ['farewell-said', 'leaving', LATER, '-', '-', '-'],
  ['failed', 'opening', '1008 stream.flood', 'refused stream.flood', '-', '-'],
  ['failed', 'probing', '1008 stream.flood', '-', '-', '-'],
  ['failed', 'open', '1008 stream.flood', 'ended stream.flood', 'overload', '-'],
  ['failed', 'leaving', '1008 stream.flood', '-', '-', '-'],
  ['failed-with-grace', 'opening', STAYS, 'refused stream.flood', '-', '-'],
  ['failed-with-grace', 'probing', STAYS, '-', '-', '-'],
  ['failed-with-grace', 'open', STAYS, 'ended stream.flood', 'overload', '-'],
  ['failed-with-grace', 'leaving', STAYS, '-', '-', '-'],
  // Evenkeel leaves: the adapter says farewell where the protocol has begun, and only once.
  ['leaving-asked', 'opening', '1012 stream.draining', 'refused stream.draining', '-', '-'],
  ['leaving-asked', 'probing', STAYS, '-', '-', 'drain'],
  ['leaving-asked', 'open', STAYS, 'ended stream.draining', 'drain', 'drain'],
  ['leaving-asked', 'leaving', STAYS, '-', '-', '-'],
  // The WebSocket library closes by itself, or the socket is closed already.
  ['transport-broken', 'opening', STAYS, 'refused stream.message-invalid', '-', '-'],
  ['transport-broken', 'probing', STAYS, '-', '-', '-'],
  ['transport-broken', 'open', STAYS, 'ended stream.message-invalid', 'protocol', '-'],
  ['transport-broken', 'leaving', STAYS, '-', '-', '-'],
  ['socket-closed', 'opening', STAYS, 'refused stream.peer-lost', '-', '-'],
  ['socket-closed', 'probing', STAYS, '-', '-', '-'],
  ['socket-closed', 'open', STAYS, 'ended stream.peer-lost', 'peer-lost', '-'],
  ['socket-closed', 'leaving', STAYS, '-', '-', '-'],
  // A peer that reads nothing gets no close frame either.
  ['peer-lost', 'opening', 'terminated', 'refused stream.peer-lost', '-', '-'],
  ['peer-lost', 'probing', 'terminated', '-', '-', '-'],
  ['peer-lost', 'open', 'terminated', 'ended stream.peer-lost', 'peer-lost', '-'],
  ['peer-lost', 'leaving', 'terminated', '-', '-', '-'],
  // Only a stream that is leaving has a time in which its peer must close.
  ['grace-over', 'leaving', LATER, '-', '-', '-'],
];

describe('the endings of a stream session', () => {
  it.each(SPECIFICATION)('%s while %s', (cause, state, ...seen) => {
    expect(ended(cause, state)).toEqual(seen);
  });

  it('are all specified', () => {
    expect([...new Set(SPECIFICATION.map(([cause]) => cause))]).toEqual([...END_CAUSES]);
  });

  it.each(END_CAUSES)('happen once: %s after the end does nothing', (cause) => {
    const rig = newSession({ bufferedAmount: cause === 'peer-lost' ? 1_000_000 : 0 });
    rig.open();
    rig.session.fail('stream.flood');
    const before = [[...rig.closes], [...rig.counted]];
    CAUSE[cause](rig);
    expect([rig.closes, rig.counted]).toEqual(before);
    expect(rig.farewells).toEqual([]);
  });
});

describe('the code of a closed socket', () => {
  it.each([1000, 1001, 1005])('%i is a proper end', (code) => {
    expect(endingOfClose(code)).toBe('ok');
  });

  it.each([1002, 1006, 1011, 4000])('%i is a lost peer', (code) => {
    expect(endingOfClose(code)).toBe('stream.peer-lost');
  });
});

describe('what a call is told about an end', () => {
  it.each([
    ['ok', 'normal'],
    ['stream.idle', 'timeout'],
    ['stream.draining', 'drain'],
    ['stream.limit-reached', 'overload'],
    ['auth.token-expired', 'auth'],
    ['stream.message-invalid', 'protocol'],
  ] as const)('%s is %s', (ending, reason) => {
    expect(closeReasonOf(ending)).toBe(reason);
  });
});
