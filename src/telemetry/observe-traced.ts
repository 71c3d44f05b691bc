import type { Histogram } from 'prom-client';

/**
 * Observes a value, with the trace that it is of where there is one and the histogram takes exemplars.
 * A histogram with exemplars takes an object in place of the number; its type does not say so.
 */
export function observeTraced(histogram: Histogram<never>, value: number, traceId: string | null): void {
  if (!('enableExemplars' in histogram) || histogram.enableExemplars !== true) histogram.observe(value);
  else histogram.observe({ value, ...(traceId !== null && { exemplarLabels: { trace_id: traceId } }) });
}
