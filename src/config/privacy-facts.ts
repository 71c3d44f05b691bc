import type { Config } from './config-schema.js';

/** What an auditor asks of a configuration, without any secret: hosts are named, never addresses with credentials. */
export type PrivacyFacts = {
  readonly connectors: readonly {
    readonly name: string;
    readonly protocol: string;
    /** Who asserts that the caller was told. */
    readonly noticeBy: 'configuration' | 'stream' | 'metadata';
    /** The key that a caller presses to object; null = none. */
    readonly objectionDigit: string | null;
  }[];
  /** Null = self-coaching is not offered. */
  readonly selfCoachingLegalBasis: string | null;
  readonly tryPage: boolean;
  /** Days, by class of record. */
  readonly retentionDays: Config['wellbeing']['retention'];
  readonly leastGroup: number;
  /** Share of cues held back at random, 0 to 1. */
  readonly holdOutShare: number;
  readonly database: 'sqlite' | 'postgres';
  readonly redis: boolean;
  readonly webhookHost: string | null;
  /** Where the keys that check tokens come from. */
  readonly keySetHost: string | null;
  /** Where people sign in; null = by a link. */
  readonly signInHost: string | null;
  readonly hostOrigins: readonly string[];
  readonly logIdentifiers: Config['telemetry']['logIdentifiers'];
  /** Where traces of calls go; null = none are made. */
  readonly tracesHost: string | null;
  readonly metricsAskForToken: boolean;
  readonly tls: boolean;
};

/** Reads the facts out of a configuration. Pure. */
export function privacyFacts(config: Config): PrivacyFacts {
  const { auth, coaching, connectors, desktop, server, signIn, storage, telemetry, wellbeing } = config;
  return {
    connectors: connectors.map(({ name, protocol, notice, objection }) => ({
      name,
      protocol,
      noticeBy: notice.by,
      objectionDigit: objection.digit,
    })),
    selfCoachingLegalBasis: desktop.selfCoachingLegalBasis,
    tryPage: desktop.tryPage,
    retentionDays: wellbeing.retention,
    leastGroup: wellbeing.leastGroup,
    holdOutShare: coaching.holdOut.share,
    database: storage.postgresUrl === null ? 'sqlite' : 'postgres',
    redis: desktop.redisUrl !== null,
    webhookHost: hostOf(wellbeing.alertWebhookUrl),
    keySetHost: hostOf(auth.jwksUrl),
    signInHost: hostOf(signIn.issuerUrl),
    hostOrigins: desktop.hostOrigins,
    logIdentifiers: telemetry.logIdentifiers,
    tracesHost: hostOf(telemetry.tracesUrl),
    metricsAskForToken: telemetry.metricsToken !== null,
    tls: server.tlsCertFile !== null,
  };
}

function hostOf(url: string | null): string | null {
  return url === null ? null : new URL(url).host;
}
