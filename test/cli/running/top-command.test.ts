import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instanceLoad } from '../../../src/cli/running/instance-load.js';
import { MetricsSample } from '../../../src/cli/running/metrics-sample.js';
import { topTable } from '../../../src/cli/running/top-table.js';
import { LANGUAGES } from '../../../src/i18n/language.js';
import { evenkeel } from '../../support/command-line.js';

/** What an instance says when so many seconds of a call were heard at so many seconds of CPU. */
const said = (heard: number, cpu: number, [within50, all]: readonly [number, number]) => `# HELP x y
process_cpu_seconds_total ${cpu}
process_resident_memory_bytes 209715200
nodejs_eventloop_lag_p99_seconds 0.0125
evenkeel_calls_active 7
evenkeel_streams_open{platform="native"} 5
evenkeel_streams_open{platform="twilio"} 2
evenkeel_streams_limit 500
evenkeel_desktops_open 3
evenkeel_nodes_seen 2
evenkeel_audio_seconds_total{role="customer"} ${heard}
evenkeel_audio_seconds_total{role="agent"} ${heard}
evenkeel_cues_shown_total{kind="breath"} ${all}
evenkeel_cue_delay_seconds_bucket{le="0.05"} ${within50}
evenkeel_cue_delay_seconds_bucket{le="0.25"} ${all}
evenkeel_cue_delay_seconds_bucket{le="+Inf"} ${all}
evenkeel_cue_delay_seconds_count ${all}
evenkeel_dependency_up{dependency="redis"} 0
evenkeel_dependency_up{dependency="database"} 1
evenkeel_draining 0
`;
const before = new MetricsSample(said(1_000, 10, [100, 100]), 0);
const now = new MetricsSample(said(1_500, 12, [101, 120]), 10_000);

describe('how an instance does', () => {
  it('is what has happened between two looks', () => {
    expect(instanceLoad('http://a', before, now)).toEqual({
      url: 'http://a',
      calls: 7,
      streams: 7,
      streamLimit: 500,
      desktops: 3,
      cpuSecondsPerCallSecond: 0.004,
      cores: 0.2,
      rssBytes: 209_715_200,
      cuesPerMinute: 120,
      cueDelayP95Ms: 250,
      loopDelayP99Ms: 12.5,
      lateRounds: 0,
      droppedWindows: 0,
      nodes: 2,
      away: ['redis'],
      isDraining: false,
    });
  });

  it('says nothing of a cost where nothing was heard, and the delay of all cues where there was none', () => {
    const load = instanceLoad('http://a', now, now);
    expect([load.cpuSecondsPerCallSecond, load.cores]).toEqual([null, 0]);
    expect(load.cueDelayP95Ms).toBe(250);
    expect(instanceLoad('http://a', now, new MetricsSample('', 0)).cueDelayP95Ms).toBeNull();
  });

  it.each(LANGUAGES)('is a table with what is away below it: %s', (language) => {
    const lines = topTable(
      [instanceLoad('http://a', before, now), { url: 'http://b', reason: 'http://b does not answer' }],
      language,
    );
    expect(lines).toHaveLength(5);
    expect(lines[1]).toContain('7 / 500');
    expect(lines[1]).toContain('0.0040');
    expect(lines[3]).toMatch(/http:\/\/a.*redis/i);
    expect(lines[4]).toBe('http://b does not answer');
  });
});

describe('evenkeel top', () => {
  let server: Server;
  let url: string;
  beforeAll(async () => {
    server = createServer((_, answer) => answer.end(said(1, 1, [0, 0])));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('prints one document of several instances, and fails where one does not answer', async () => {
    const args = ['top', '--url', url, '--url', 'http://127.0.0.1:1', '--once', '--json', '--every', '0.2'];
    const outcome = await evenkeel(args);
    expect(outcome.status, outcome.err).toBe(1);
    const { instances } = JSON.parse(outcome.out) as { instances: object[] };
    expect(instances[0]).toMatchObject({ url, calls: 7, nodes: 2 });
    expect(instances[1]).toMatchObject({ reason: expect.stringContaining('does not answer') });
  });

  it('refuses what is no address', async () => {
    expect((await evenkeel(['top', '--url', 'ftp://a'])).status).toBe(2);
  });
});
