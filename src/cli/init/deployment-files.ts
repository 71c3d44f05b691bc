import { VERSION } from '../../app/package-root.js';
import type { ConfigPart } from './config-parts.js';
import type { InitAnswers } from './init-answers.js';
import type { ConnectorRow } from './platform-plan.js';
import { yamlText } from './yaml-text.js';

const usesPostgres = ({ storage }: InitAnswers): boolean => storage !== 'sqlite';
const usesRedis = ({ storage }: InitAnswers): boolean => storage === 'postgres-redis';

/** Variables that name the secrets' files, for a shell. */
export function environmentFile(answers: InitAnswers): string {
  return [
    'export EVENKEEL_CONFIG=evenkeel.yaml',
    'export EVENKEEL_AUTH_SECRET_FILE=secrets/auth-secret',
    ...(usesPostgres(answers) ? ['export EVENKEEL_STORAGE_POSTGRES_URL_FILE=secrets/postgres-url'] : []),
    ...(usesRedis(answers) ? ['export EVENKEEL_DESKTOP_REDIS_URL_FILE=secrets/redis-url'] : []),
    '',
  ].join('\n');
}

/** Evenkeel, hardened as in deploy/compose, with the databases that were asked for beside it. */
export function composeFile(answers: InitAnswers): string {
  const mounts = ['auth-secret', ...(usesPostgres(answers) ? ['postgres-url'] : [])];
  return yamlText([
    {
      comments: ['docker compose up -d'],
      values: {
        services: {
          evenkeel: {
            image: `evenkeel:${VERSION}`,
            restart: 'on-failure',
            read_only: true,
            cap_drop: ['ALL'],
            security_opt: ['no-new-privileges:true'],
            pids_limit: 64,
            mem_limit: '1g',
            tmpfs: ['/tmp:size=16m,noexec,nosuid,nodev'],
            stop_grace_period: '320s',
            ports: ['127.0.0.1:8040:8040'],
            environment: {
              EVENKEEL_CONFIG: '/etc/evenkeel/evenkeel.yaml',
              EVENKEEL_AUTH_SECRET_FILE: '/run/secrets/auth-secret',
              ...(usesPostgres(answers) && {
                EVENKEEL_STORAGE_POSTGRES_URL_FILE: '/run/secrets/postgres-url',
              }),
              ...(usesRedis(answers) && { EVENKEEL_DESKTOP_REDIS_URL: 'redis://redis:6379' }),
            },
            volumes: [
              'data:/data',
              './evenkeel.yaml:/etc/evenkeel/evenkeel.yaml:ro',
              ...mounts.map((name) => `./secrets/${name}:/run/secrets/${name}:ro`),
            ],
          },
          ...(usesPostgres(answers) && {
            postgres: {
              image: 'postgres:17',
              restart: 'on-failure',
              environment: {
                POSTGRES_DB: 'evenkeel',
                POSTGRES_USER: 'evenkeel',
                POSTGRES_PASSWORD_FILE: '/run/secrets/postgres-password',
              },
              volumes: [
                'postgres:/var/lib/postgresql/data',
                './secrets/postgres-password:/run/secrets/postgres-password:ro',
              ],
            },
          }),
          ...(usesRedis(answers) && {
            redis: {
              image: 'redis:7',
              restart: 'on-failure',
              command: ['redis-server', '--save', '', '--appendonly', 'no', '--protected-mode', 'no'],
            },
          }),
        },
        volumes: { data: {}, ...(usesPostgres(answers) && { postgres: {} }) },
      },
    },
  ]);
}

/** Values of deploy/helm/evenkeel. Connectors hold secrets, so they come from a Secret. */
export function helmValues(answers: InitAnswers, parts: readonly ConfigPart[]): string {
  const config = Object.assign({}, ...parts.map(({ values }) => values ?? {})) as Record<string, unknown>;
  const host = new URL(answers.publicUrl).hostname;
  return yamlText([
    {
      comments: parts.flatMap(({ comments }) => comments),
      values: {
        replicaCount: usesRedis(answers) ? 2 : 1,
        image: { repository: 'evenkeel', tag: VERSION },
        config: { ...config, server: undefined },
        secrets: {
          authSecret: { name: 'evenkeel', key: 'auth-secret' },
          ...(usesPostgres(answers) && { postgresUrl: { name: 'evenkeel', key: 'postgres-url' } }),
          ...(usesRedis(answers) && { redisUrl: { name: 'evenkeel', key: 'redis-url' } }),
        },
        extraEnv: [
          {
            name: 'EVENKEEL_CONNECTORS',
            valueFrom: { secretKeyRef: { name: 'evenkeel', key: 'connectors' } },
          },
        ],
        ingress: { enabled: true, host, tlsSecret: 'evenkeel-tls' },
      },
    },
  ]);
}

/** What the cluster's Secret is made of. */
export function connectorsSecret(row: ConnectorRow): string {
  return `${JSON.stringify([row], null, 2)}\n`;
}
