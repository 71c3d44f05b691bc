import { describe, expect, it } from 'vitest';
import type { CoachInput } from '../../src/core/cues/coach.js';
import { LoadRelief } from '../../src/live/load-relief.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { createMetrics } from '../../src/telemetry/metrics.js';

describe('LoadRelief', () => {
  it('pauses the coaching of every call while an objection can have been missed, and takes it up again', () => {
    const [first, later]: CoachInput[][] = [[], []];
    let isSure = true;
    const relief = new LoadRelief({
      metrics: createMetrics(),
      logger: createLogger({ logLevel: 'silent', logIdentifiers: 'remove' }),
      calls: () => [{ push: (input) => void first!.push(input) }],
      isSure: () => isSure,
    });
    relief.roundBegins();
    expect(first).toEqual([]);
    isSure = false;
    relief.roundBegins();
    relief.roundBegins();
    relief.tell({ push: (input) => void later!.push(input) });
    expect([first, later]).toEqual([
      [{ type: 'effort', effort: 'none' }],
      [{ type: 'effort', effort: 'none' }],
    ]);
    isSure = true;
    relief.roundBegins();
    expect(first!.at(-1)).toEqual({ type: 'effort', effort: 'full' });
    expect(relief.isOverloaded).toBe(false);
  });
});
