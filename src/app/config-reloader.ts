import type { Config } from '../config/config-schema.js';
import { planReload } from '../config/reload-plan.js';
import { EvenkeelError } from '../errors.js';
import { readTlsMaterial, type TlsMaterial } from '../http/tls-material.js';
import type { Logger } from '../telemetry/logger.js';
import type { Metrics } from '../telemetry/metrics.js';

export type ReloadOutcome = 'applied' | 'unchanged' | 'refused';

export type ReloaderParts = {
  /** Reads the configuration again from where it came. */
  readonly load: () => Config;
  readonly applyTls: (tls: TlsMaterial) => void;
  readonly now: () => number;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'configReloads' | 'certificateExpiry'>;
};

/** Applies what can change under calls, all of it or nothing; a renewed certificate counts even where no setting changed. */
export class ConfigReloader {
  #current: Config;

  constructor(
    started: Config,
    private readonly parts: ReloaderParts,
  ) {
    this.#current = started;
  }

  get current(): Config {
    return this.#current;
  }

  reload(): ReloadOutcome {
    const { logger, metrics } = this.parts;
    let outcome: ReloadOutcome;
    try {
      outcome = this.#apply();
      logger.info({ outcome }, 'Configuration read again');
    } catch (cause) {
      outcome = 'refused';
      const why =
        cause instanceof EvenkeelError ? { code: cause.code, detail: cause.message } : { err: cause };
      logger.error(why, 'Configuration not taken over; the old one stays');
    }
    metrics.configReloads.inc({ outcome });
    return outcome;
  }

  #apply(): ReloadOutcome {
    const { load, applyTls, now, logger, metrics } = this.parts;
    const next = load();
    const plan = planReload(this.#current, next);
    if (plan.kind === 'refuse') throw new EvenkeelError('config.reload-refused', `${plan.paths.join(', ')}.`);
    const tls = readTlsMaterial(next.server, now());
    if (tls !== null) {
      applyTls(tls);
      metrics.certificateExpiry.set(tls.expiresAtMs / 1000);
    }
    logger.level = next.telemetry.logLevel;
    this.#current = next;
    return plan.kind === 'apply' ? 'applied' : 'unchanged';
  }
}
