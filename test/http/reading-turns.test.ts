import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ReadingTurns } from '../../src/http/reading-turns.js';

class FakeSocket {
  isPaused = false;
  pause(): void {
    this.isPaused = true;
  }
  resume(): void {
    this.isPaused = false;
  }
}

/** A clock that only work moves, and turns that count by it. */
function sharing() {
  let nowMs = 0;
  const heard: string[] = [];
  const turns = new ReadingTurns(() => nowMs);
  const say = (socket: FakeSocket, what: string, costMs: number) =>
    turns.take(socket, () => {
      nowMs += costMs;
      heard.push(what);
    });
  return { heard, say, turns };
}

describe('ReadingTurns', () => {
  it('hears at once what there is time for, without pausing anybody', () => {
    const { heard, say } = sharing();
    const socket = new FakeSocket();
    say(socket, 'a', 1);
    say(socket, 'b', 1);
    expect(heard).toEqual(['a', 'b']);
    expect(socket.isPaused).toBe(false);
  });

  it('reads no further from a socket that has used up the turn, and hears the rest later, in order', async () => {
    const { heard, say } = sharing();
    const [busy, calm] = [new FakeSocket(), new FakeSocket()];
    for (let count = 1; count <= 8; count++) say(busy, `busy ${count}`, 2);
    say(calm, 'calm', 0.1);
    expect(heard).toEqual(['busy 1', 'busy 2']);
    expect([busy.isPaused, calm.isPaused]).toEqual([true, true]);
    await setImmediate();
    // One message of each that waits comes before the second of any.
    expect(heard).toEqual(['busy 1', 'busy 2', 'busy 3', 'calm', 'busy 4']);
    expect([busy.isPaused, calm.isPaused]).toEqual([true, false]);
    while (busy.isPaused) await setImmediate();
    expect(heard.filter((what) => what !== 'calm')).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `busy ${n}`));
  });

  it('hears small messages of one socket while the large ones of many others wait', async () => {
    const { heard, say } = sharing();
    const calm = new FakeSocket();
    const busy = Array.from({ length: 30 }, () => new FakeSocket());
    for (let round = 0; round < 4; round++) for (const socket of busy) say(socket, 'large', 13);
    for (let count = 0; count < 15; count++) say(calm, 'small', 0.05);
    while (heard.filter((what) => what === 'small').length < 15) await setImmediate();
    expect(heard.filter((what) => what === 'large').length).toBeLessThan(2 * 30);
    while (busy.some(({ isPaused }) => isPaused)) await setImmediate();
    expect(heard).toHaveLength(4 * 30 + 15);
  });

  it('goes on after a step that throws', async () => {
    const { heard, say, turns } = sharing();
    const [calm, faulty] = [new FakeSocket(), new FakeSocket()];
    expect(() =>
      turns.take(faulty, () => {
        throw new Error('a fault of ours');
      }),
    ).toThrow('a fault of ours');
    say(calm, 'first', 5);
    say(calm, 'second', 5);
    await setImmediate();
    expect(heard).toEqual(['first', 'second']);
  });
});
