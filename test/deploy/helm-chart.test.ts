import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { configSchema } from '../../src/config/config-schema.js';

const CHART = 'deploy/helm/evenkeel';
const read = (path: string) => readFileSync(path, 'utf8');
const { version } = JSON.parse(read('package.json'));
const schema = z.fromJSONSchema(JSON.parse(read(`${CHART}/values.schema.json`)));
const examples = readdirSync(`${CHART}/ci`);

describe('the Helm chart', () => {
  it('has the version of the package', () => {
    const chart = parse(read(`${CHART}/Chart.yaml`));
    expect([chart.version, chart.appVersion]).toEqual([version, version]);
  });

  it('has defaults that its own schema accepts, and no value that the schema leaves out', () => {
    const values = parse(read(`${CHART}/values.yaml`));
    expect(() => schema.parse(values)).not.toThrow();
    expect(schema.safeParse({ ...values, replicaz: 2 }).success).toBe(false);
  });

  it.each(examples)('%s fits the schema, and its settings are settings of Evenkeel', (name) => {
    const values = parse(read(`${CHART}/ci/${name}`));
    expect(() => schema.parse(values)).not.toThrow();
    expect(() => configSchema.parse(values.config ?? {})).not.toThrow();
  });
});

describe('the other orchestrators', () => {
  it('name the version of the package and leave a call time to end', () => {
    const { containerDefinitions } = JSON.parse(read('deploy/ecs/task-definition.json'));
    const [{ image, stopTimeout, environment }] = containerDefinitions;
    const drainMs = environment.find(
      (one: { name: string }) => one.name === 'EVENKEEL_SERVER_DRAIN_LIMIT_MS',
    ).value;
    expect(image).toContain(`:${version}`);
    expect(stopTimeout).toBeGreaterThanOrEqual(Number(drainMs) / 1000 + 20);

    const nomad = read('deploy/nomad/evenkeel.nomad.hcl');
    expect(nomad).toContain(`"evenkeel:${version}"`);
    const drainDefaultS = configSchema.parse({}).server.drainLimitMs / 1000;
    expect(Number(/kill_timeout = "(\d+)s"/.exec(nomad)?.[1])).toBeGreaterThanOrEqual(drainDefaultS + 20);
  });
});
