import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSpeechCorpus } from '../../src/lab/corpus/speech-corpus.js';
import { type CueScenario, corpusScenarios } from '../../src/lab/evaluation/cue-scenario.js';
import { DATA_FOLDER, lacks } from '../support/requirements.js';
import { callWith, openDesktop, type RunningApp, startApp } from '../support/running-app.js';

/** Calls side by side, and how much faster than a call: together well under one core's work. */
const CALLS_AT_ONCE = 6;
const SPEED = 8;

type Outcome = { readonly before: number; readonly after: number };

describe.skipIf(lacks('data'))('real speech of people the model never heard, through the server', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.stop());

  async function outcomeOf(scenario: CueScenario): Promise<Outcome> {
    const desktop = await openDesktop(app, scenario.speaker);
    const customer = scenario.samples;
    const report = await callWith(
      app,
      { sampleRateHz: 8000, voices: { customer, agent: new Float32Array(customer.length) } },
      { callId: scenario.speaker, agentId: scenario.speaker, speed: SPEED },
    );
    expect(report).toMatchObject({ completed: true });
    await expect
      .poll(() => desktop.messages.some((message) => message.type === 'call' && message.state === 'ended'))
      .toBe(true);
    desktop.close();
    const times = desktop.messages.flatMap((message) => (message.type === 'cue' ? [message.atMs] : []));
    const onsetMs = scenario.onsetMs ?? 0;
    return {
      before: times.filter((atMs) => atMs < onsetMs).length,
      after: times.filter((atMs) => atMs >= onsetMs).length,
    };
  }

  it('raises a cue after the anger began', { timeout: 300_000 }, async () => {
    const corpus = await openSpeechCorpus(join(DATA_FOLDER, 'speech'), 'test');
    const scenarios: CueScenario[] = [];
    const faults: string[] = [];
    for await (const scenario of corpusScenarios(
      corpus,
      () => undefined,
      (sentence) => faults.push(sentence),
    ))
      if (scenario.kind === 'anger') scenarios.push(scenario);
    const outcomes: Outcome[] = [];
    for (let from = 0; from < scenarios.length; from += CALLS_AT_ONCE)
      outcomes.push(...(await Promise.all(scenarios.slice(from, from + CALLS_AT_ONCE).map(outcomeOf))));
    const share = (count: number) => `${count} of ${outcomes.length} calls`;
    console.log(
      `cue after the anger began: ${share(outcomes.filter(({ after }) => after > 0).length)}; ` +
        `before: ${share(outcomes.filter(({ before }) => before > 0).length)}`,
    );
    expect(faults).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(10);
    expect(outcomes.some(({ after }) => after > 0)).toBe(true);
  });
});
