import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { METRIC_TABLE, type MetricDefinition } from './metric-table.js';

type Table = typeof METRIC_TABLE;

type MetricOf<D extends MetricDefinition> = {
  gauge: Gauge<D['labels'][number]>;
  counter: Counter<D['labels'][number]>;
  histogram: Histogram<D['labels'][number]>;
}[D['kind']];

/** The metrics of one process, handed in as a value: `metrics.cuesShown.inc({ kind })`. */
export type Metrics = { readonly registry: Registry } & {
  readonly [Name in keyof Table]: MetricOf<Table[Name]>;
};

/** Makes every metric of the table, and those of the runtime, in a registry of their own. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const made = Object.entries(METRIC_TABLE).map(
    ([key, definition]) => [key, createMetric(definition, registry)] as const,
  );
  return { registry, ...Object.fromEntries(made) } as Metrics;
}

function createMetric(definition: MetricDefinition, registry: Registry): Gauge | Counter | Histogram {
  const { name, help } = definition;
  const common = { name, help, labelNames: [...definition.labels], registers: [registry] };
  switch (definition.kind) {
    case 'gauge':
      return new Gauge(common);
    case 'counter':
      return new Counter(common);
    case 'histogram':
      return new Histogram({ ...common, buckets: [...definition.buckets] });
  }
}
