import type { Command } from 'commander';

/** A command as the list shows it. Its own file is loaded only when it is run or explained. */
export type CommandRow = {
  readonly name: string;
  readonly group: string;
  /** What it does, as `--help` lists it: a verb first, no full stop. */
  readonly summary: string;
  readonly load: () => Promise<(program: Command) => void>;
};

const TRY = 'See it:';
const RUN = 'Run it:';
const CONNECT = 'Connect a telephone system:';
const KEEP = 'Look after what is kept:';
const STUDY = 'Measure and improve it:';

/** Every command, in the order in which a newcomer meets them. */
export const COMMANDS: readonly CommandRow[] = [
  {
    name: 'demo',
    group: TRY,
    summary: 'play a demo call to the agent’s page; --lead shows the lead’s page',
    load: async () => (await import('./demo/demo-command.js')).registerDemo,
  },
  {
    name: 'dev',
    group: TRY,
    summary: 'try everything on this machine, with nothing to configure',
    load: async () => (await import('./dev-command.js')).registerDev,
  },
  {
    name: 'replay',
    group: TRY,
    summary: 'coach recorded calls: timeline, picture, tables for analysts',
    load: async () => (await import('./replay-command.js')).registerReplay,
  },
  {
    name: 'init',
    group: RUN,
    summary: 'ask six questions and write a configuration to start from',
    load: async () => (await import('./init/init-command.js')).registerInit,
  },
  {
    name: 'serve',
    group: RUN,
    summary: 'take live calls and coach them',
    load: async () => (await import('./serve-command.js')).registerServe,
  },
  {
    name: 'token',
    group: RUN,
    summary: 'sign a token for a telephone system, an agent, a lead or an administrator',
    load: async () => (await import('./token-command.js')).registerToken,
  },
  {
    name: 'check-config',
    group: RUN,
    summary: 'check a configuration file and the environment',
    load: async () => (await import('./check-config-command.js')).registerCheckConfig,
  },
  {
    name: 'health',
    group: RUN,
    summary: 'ask a running instance whether it serves calls',
    load: async () => (await import('./running/health-command.js')).registerHealth,
  },
  {
    name: 'top',
    group: RUN,
    summary: 'watch running instances: calls, lateness, cost, cues, nodes',
    load: async () => (await import('./running/top-command.js')).registerTop,
  },
  {
    name: 'simulate',
    group: CONNECT,
    summary: 'play a recorded call to a running instance as a telephone platform would',
    load: async () => (await import('./simulate-command.js')).registerSimulate,
  },
  {
    name: 'doctor',
    group: CONNECT,
    summary: 'call a running instance as a platform would, and say what is wrong',
    load: async () => (await import('./doctor-command.js')).registerDoctor,
  },
  {
    name: 'people',
    group: KEEP,
    summary: 'import teams, agents and shifts',
    load: async () => (await import('./people-command.js')).registerPeople,
  },
  {
    name: 'migrate',
    group: KEEP,
    summary: 'bring the database schema up to date',
    load: async () => (await import('./migrate-command.js')).registerMigrate,
  },
  {
    name: 'purge',
    group: KEEP,
    summary: 'delete what is older than it may be kept',
    load: async () => (await import('./purge-command.js')).registerPurge,
  },
  {
    name: 'privacy-report',
    group: KEEP,
    summary: 'say in words what is heard, inferred, kept, sent and seen',
    load: async () => (await import('./privacy/privacy-report-command.js')).registerPrivacyReport,
  },
  {
    name: 'audit',
    group: KEEP,
    summary: 'verify the audit trail and print it',
    load: async () => (await import('./audit-command.js')).registerAudit,
  },
  {
    name: 'evaluate',
    group: STUDY,
    summary: 'score the model on a labelled speech corpus',
    load: async () => (await import('./evaluation/evaluate-command.js')).registerEvaluateCommand,
  },
  {
    name: 'evaluate-cues',
    group: STUDY,
    summary: 'score the cues: how soon, how often falsely, what must never happen',
    load: async () => (await import('./evaluation/evaluate-cues-command.js')).registerEvaluateCuesCommand,
  },
  {
    name: 'label',
    group: STUDY,
    summary: 'label your own recordings with two people, to calibrate or train on',
    load: async () => (await import('./evaluation/label-command.js')).registerLabel,
  },
  {
    name: 'calibrate',
    group: STUDY,
    summary: 'fit calibration and thresholds to a site’s own labelled calls',
    load: async () => (await import('./evaluation/calibrate-command.js')).registerCalibrate,
  },
  {
    name: 'effect',
    group: STUDY,
    summary: 'tell whether cues help: recovery with and without them',
    load: async () => (await import('./evaluation/effect-command.js')).registerEffect,
  },
  {
    name: 'corpus',
    group: STUDY,
    summary: 'import a speech corpus, to train a model on',
    load: async () => (await import('./evaluation/corpus-command.js')).registerCorpus,
  },
  {
    name: 'features',
    group: STUDY,
    summary: 'write the features of a speech corpus, to train a model on',
    load: async () => (await import('./evaluation/features-command.js')).registerFeaturesCommand,
  },
  {
    name: 'licences',
    group: RUN,
    summary: 'print the licences of the packages that are shipped along',
    load: async () => (await import('./licences-command.js')).registerLicences,
  },
  {
    name: 'completion',
    group: RUN,
    summary: 'print shell completion for bash, zsh or fish',
    load: async () => (await import('./completion-command.js')).registerCompletion,
  },
];
