import { type Context, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { CallTraceLine, CallTraces } from './call-traces.js';

export type OpenTelemetryOptions = {
  /** Where a collector takes OTLP over HTTP, such as http://collector:4318/v1/traces. */
  readonly url: string;
  readonly version: string;
  /** What the model hears for one judgement, milliseconds. */
  readonly windowMs: number;
  /** Wall clock. */
  readonly now: () => number;
};

const SERVICE = 'evenkeel';
/** Spans that wait for the collector; what is more is dropped. */
const MOST_WAITING = 4_096;

/** Traces by OpenTelemetry: a call, in it the window that decided a cue, in that the cue on its way to the desktop. */
export function openTelemetryTraces(
  { url, version, windowMs, now }: OpenTelemetryOptions,
  exporter: SpanExporter = new OTLPTraceExporter({ url }),
): CallTraces {
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': SERVICE, 'service.version': version }),
    spanProcessors: [new BatchSpanProcessor(exporter, { maxQueueSize: MOST_WAITING })],
  });
  const tracer = provider.getTracer(SERVICE, version);
  const child = (name: string, startTime: number, within: Context, attributes = {}) =>
    tracer.startSpan(name, { startTime, attributes }, within);
  const inProgress = new Map<string, string>();
  return {
    begin(callRef, platform, startedAtMs): CallTraceLine {
      const call = child('call', startedAtMs, ROOT_CONTEXT, { 'call.ref': callRef, platform });
      const inCall = trace.setSpan(ROOT_CONTEXT, call);
      const { traceId } = call.spanContext();
      inProgress.set(callRef, traceId);
      return {
        traceId,
        cue(kind, heardAtMs) {
          const window = child('window', heardAtMs - windowMs, inCall);
          child('cue', heardAtMs, trace.setSpan(inCall, window), { kind }).end(now());
          window.end(heardAtMs);
        },
        end(coverage) {
          if (coverage !== null) call.setAttribute('coverage', coverage);
          call.end(now());
          inProgress.delete(callRef);
        },
      };
    },
    traceOf: (callRef) => inProgress.get(callRef) ?? null,
    close: () => provider.shutdown(),
  };
}
