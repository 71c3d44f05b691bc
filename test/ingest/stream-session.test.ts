import { describe, expect, it } from 'vitest';
import { connectorsSection } from '../../src/config/sections/connectors-section.js';
import { ingestSection } from '../../src/config/sections/ingest-section.js';
import type { AdapterEvent, AdapterSocket } from '../../src/ingest/media-adapter.js';
import { StreamSession } from '../../src/ingest/stream-session.js';
import { HearingSink } from '../support/ingest-harness.js';

/** An open session on a clock that the test turns; its peer answers every ping unless it is told not to. */
function session({ closingHarmsCall = false, answersPings = true, bufferedAmount = 0 } = {}) {
  const time = { nowMs: 0 };
  const sink = new HearingSink();
  const counted: string[] = [];
  const closes: string[] = [];
  const [connector] = connectorsSection.parse([{ name: 'pbx', protocol: 'native', path: '/pbx' }]);
  const made = new StreamSession(
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
        if (answersPings) made.onPong();
      },
      close: (code, reason) => void closes.push(`${code} ${reason}`),
      terminate: () => void closes.push('terminated'),
    },
  );
  const parts: { emit?: (event: AdapterEvent) => void; socket?: AdapterSocket } = {};
  made.read((socket, emit) => {
    Object.assign(parts, { emit, socket });
    return { onText: () => {}, onBinary: () => {}, end: () => socket.close(), closingHarmsCall };
  });
  parts.emit?.({
    type: 'open',
    claim: {
      callId: 'c',
      platformSessionId: null,
      roles: ['customer'],
      notice: { given: true, wordingVersion: null },
      agentId: null,
      language: null,
      isProbe: false,
      attributes: {},
    },
  });
  const pass = (ms: number) => {
    for (const untilMs = time.nowMs + ms; time.nowMs < untilMs; time.nowMs += 1_000) made.sweep();
  };
  return { session: made, emit: parts.emit!, socket: parts.socket!, pass, closes, counted };
}

describe('StreamSession', () => {
  it('closes an abandoned stream, but not a paused one', () => {
    const idle = session();
    idle.pass(35_000);
    expect(idle.closes).toEqual(['1008 stream.idle']);
    const paused = session();
    paused.emit({ type: 'pause', on: true });
    paused.pass(600_000);
    expect(paused.closes).toEqual([]);
    paused.emit({ type: 'pause', on: false });
    paused.pass(2_000);
    expect(paused.closes).toEqual(['1008 stream.idle']);
  });

  it('does not end the call of a platform that sends no silence, as long as the peer is there', () => {
    const silent = session({ closingHarmsCall: true });
    silent.pass(600_000);
    expect(silent.closes).toEqual([]);
    const gone = session({ closingHarmsCall: true, answersPings: false });
    gone.pass(70_000);
    expect(gone.closes).toEqual(['terminated']);
    expect(gone.counted.at(-1)).toBe('ended stream.peer-lost');
  });

  it('gives up a peer that reads none of its replies', () => {
    const deaf = session({ bufferedAmount: 1_000_000 });
    deaf.socket.sendText('pong');
    expect(deaf.closes).toEqual(['terminated']);
  });

  it('counts an end once, whoever comes to say it', () => {
    const { session: made, emit, closes, counted, pass } = session();
    emit({ type: 'end' });
    made.leave('stream.draining');
    made.fail('stream.flood');
    made.onClosed(1006);
    pass(60_000);
    expect(counted).toEqual(['opened ok', 'ended ok']);
    expect(closes).toHaveLength(1);
  });

  it('waits for the goodbye of its peer, and no longer than ten seconds', () => {
    const { emit, closes, pass } = session();
    emit({ type: 'end' });
    pass(9_000);
    expect(closes).toEqual([]);
    pass(3_000);
    expect(closes).toEqual(['1000 ']);
  });
});
