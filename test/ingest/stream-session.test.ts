import { describe, expect, it } from 'vitest';
import { openSession as session } from '../support/session-rig.js';

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
