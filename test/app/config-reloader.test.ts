import { copyFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigReloader } from '../../src/app/config-reloader.js';
import type { Config } from '../../src/config/config-schema.js';
import { type ConfigOverrides, loadConfig } from '../../src/config/load-config.js';
import { EvenkeelError } from '../../src/errors.js';
import type { TlsMaterial } from '../../src/http/tls-material.js';
import { createLogger } from '../../src/telemetry/logger.js';
import { createMetrics } from '../../src/telemetry/metrics.js';
import { makeCertificate } from '../support/certificates.js';

function reloaderOf(overrides: ConfigOverrides, load: () => Config) {
  const lines: string[] = [];
  const logger = createLogger(
    { logLevel: 'info', logIdentifiers: 'remove' },
    { write: (line) => lines.push(line) },
  );
  const served: TlsMaterial[] = [];
  const metrics = createMetrics();
  const reloader = new ConfigReloader(loadConfig({ env: {}, overrides }), {
    load,
    applyTls: (tls) => served.push(tls),
    now: () => Date.now() + 1000,
    logger,
    metrics,
  });
  return { reloader, logger, lines, served, metrics };
}

const withOverrides = (overrides: ConfigOverrides) => () => loadConfig({ env: {}, overrides });

describe('ConfigReloader', () => {
  it('applies what calls do not feel', () => {
    const load = withOverrides({ telemetry: { logLevel: 'debug' }, server: { drainLimitMs: 7 } });
    const { reloader, logger } = reloaderOf({}, load);
    expect(reloader.reload()).toBe('applied');
    expect(logger.level).toBe('debug');
    expect(reloader.current.server.drainLimitMs).toBe(7);
    expect(reloader.reload()).toBe('unchanged');
  });

  it('refuses the whole of it, by name, when one setting needs a restart', async () => {
    const load = withOverrides({ telemetry: { logLevel: 'debug' }, server: { port: 1 }, connectors: [] });
    const { reloader, logger, lines, metrics } = reloaderOf({}, load);
    expect(reloader.reload()).toBe('refused');
    expect(logger.level).toBe('info');
    expect(lines.join('')).toContain('config.reload-refused');
    expect(lines.join('')).toMatch(/connectors, server\.port|server\.port, connectors/);
    expect(await metrics.registry.metrics()).toContain('evenkeel_config_reloads_total{outcome="refused"} 1');
  });

  it('keeps the old configuration when the new one is broken', () => {
    const { reloader, lines } = reloaderOf({}, () => {
      throw new EvenkeelError('config.syntax', 'evenkeel.yaml, line 3.');
    });
    expect(reloader.reload()).toBe('refused');
    expect(lines.join('')).toContain('config.syntax');
    expect(reloader.current.server.port).toBe(8040);
  });

  it('serves a renewed certificate under the same name, and not one that does not fit its key', () => {
    const files = makeCertificate();
    const overrides = { server: files };
    const { reloader, served } = reloaderOf(overrides, withOverrides(overrides));
    const renewed = makeCertificate();
    copyFileSync(renewed.tlsCertFile, files.tlsCertFile);
    expect(reloader.reload()).toBe('refused');
    copyFileSync(renewed.tlsKeyFile, files.tlsKeyFile);
    expect(reloader.reload()).toBe('unchanged');
    expect(served).toHaveLength(1);
  });
});
