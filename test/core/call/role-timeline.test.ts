import { describe, expect, it } from 'vitest';
import { RoleTimeline } from '../../../src/core/call/role-timeline.js';

const SECOND = 8000;

function audio(streamTimeMs: number) {
  return {
    role: 'agent',
    streamTimeMs,
    sampleRateHz: 8000,
    samples: new Float32Array(SECOND).fill(0.1),
  } as const;
}

describe('RoleTimeline', () => {
  it('drops what comes after the call has passed it', () => {
    const timeline = new RoleTimeline(0);
    for (let hop = 0; hop < 200; hop++) timeline.next();
    timeline.push(audio(0));
    expect(timeline.next()).toBeNull();
    timeline.push(audio(3_000));
    expect(timeline.frontier).toBeGreaterThan(350);
  });

  it('goes on where the call is after a hole too long to fill', () => {
    const timeline = new RoleTimeline(0);
    timeline.push(audio(0));
    // Ten minutes pass on the other side.
    for (let hop = 0; hop < 60_000; hop++) timeline.next();
    timeline.push(audio(600_000));
    timeline.push(audio(601_000));
    const hops = Array.from({ length: 150 }, () => timeline.next());
    expect(hops.filter((hop) => hop !== null).length).toBeGreaterThan(140);
  });
});
