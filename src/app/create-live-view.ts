import { LiveView } from '../live/try/live-view.js';
import type { AppContext } from './app-context.js';
import type { ForVisitors } from './for-visitors.js';
import type { OpenParts } from './open-parts.js';

/** `/try`, where the configuration switches it on. */
export function createLiveView(
  { config, metrics, faultIn }: AppContext,
  { classifier }: OpenParts,
  { tokens, onRefused }: ForVisitors,
): LiveView {
  return new LiveView({
    settings: config,
    verifyToken: (token) => tokens.verify(token),
    classifier,
    onRefused,
    onFailure: () => metrics.inferenceFailures.inc(),
    onFault: faultIn('round'),
  });
}
