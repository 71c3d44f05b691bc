import { type CallTraces, NO_TRACES } from './call-traces.js';
import type { OpenTelemetryOptions } from './open-telemetry-traces.js';

/** What the model hears for one judgement. */
const WINDOW_MS = 3_000;

/** Loaded on demand: most installations send no traces. `url` null = none are made. */
export async function connectTraces({
  url,
  ...options
}: Omit<OpenTelemetryOptions, 'url' | 'windowMs'> & { readonly url: string | null }): Promise<CallTraces> {
  if (url === null) return NO_TRACES;
  const { openTelemetryTraces } = await import('./open-telemetry-traces.js');
  return openTelemetryTraces({ url, windowMs: WINDOW_MS, ...options });
}
