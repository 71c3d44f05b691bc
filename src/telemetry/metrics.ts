import {
  Counter,
  collectDefaultMetrics,
  Gauge,
  Histogram,
  Registry,
  type RegistryContentType,
} from 'prom-client';
import { KNOWN_VALUES, METRIC_TABLE, type MetricDefinition } from './metric-table.js';

type Table = typeof METRIC_TABLE;

type MetricOf<D extends MetricDefinition> = {
  gauge: Gauge<D['labels'][number]>;
  counter: Counter<D['labels'][number]>;
  histogram: Histogram<D['labels'][number]>;
}[D['kind']];

/** Prometheus’ own text, or OpenMetrics. */
type AnyRegistry = Registry<RegistryContentType>;

/** The metrics of one process, handed in as a value: `metrics.cuesShown.inc({ kind })`. */
export type Metrics = { readonly registry: AnyRegistry } & {
  readonly [Name in keyof Table]: MetricOf<Table[Name]>;
};

/**
 * Makes every metric of the table, and those of the runtime, in a registry of their own. Where calls are traced, the
 * text is OpenMetrics, and what is observed by {@link observeTraced} carries the trace as its exemplar.
 */
export function createMetrics({ isTraced = false } = {}): Metrics {
  const registry = new Registry<RegistryContentType>();
  if (isTraced) registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  collectDefaultMetrics({ register: registry });
  const made = Object.entries(METRIC_TABLE).map(
    ([key, definition]) => [key, createMetric(definition, registry, isTraced)] as const,
  );
  return { registry, ...Object.fromEntries(made) } as Metrics;
}

function createMetric(
  definition: MetricDefinition,
  registry: AnyRegistry,
  isTraced: boolean,
): Gauge | Counter | Histogram {
  const { name, help } = definition;
  const common = { name, help, labelNames: [...definition.labels], registers: [registry] };
  switch (definition.kind) {
    case 'gauge':
      return new Gauge(common);
    case 'counter': {
      const made = new Counter(common);
      const [label] = definition.labels;
      if (definition.labels.length === 1)
        for (const value of KNOWN_VALUES.get(label!) ?? []) made.inc({ [label!]: value }, 0);
      return made;
    }
    case 'histogram':
      return new Histogram({
        ...common,
        buckets: [...definition.buckets],
        enableExemplars: isTraced && definition.isTraced === true,
      });
  }
}
