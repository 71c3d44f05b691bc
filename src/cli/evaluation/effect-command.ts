import type { Command } from 'commander';
import { loadConfig } from '../../config/load-config.js';
import { type Effect, type EffectArm, effectOf } from '../../lab/evaluation/effect.js';
import { effectRows } from '../../lab/evaluation/effect-rows.js';
import { migrate } from '../../storage/migrator.js';
import { told } from '../output/cli-language.js';
import { withDatabase } from '../with-database.js';

const HELP = `
Needs a trial: set coaching.holdOut.share (such as 0.2) and coaching.holdOut.secret, and let calls come. For each tense
stretch the first eligible cue was shown or withheld by a seeded draw; the time from there to calm is compared, counted
up to two minutes. Calls are resampled whole for the 95 % interval.

Examples:
  $ evenkeel effect --tenant acme
  $ evenkeel effect --tenant acme --config evenkeel.yaml --json`;

type EffectOptions = { readonly config?: string; readonly tenant: string; readonly json?: true };

/** `evenkeel effect`: whether the cues help, from the built-in hold-out. */
export function registerEffect(program: Command): void {
  program
    .command('effect')
    .description(
      'Compares how soon callers become calm after a cue that was shown and after one that the hold-out held back.',
    )
    .requiredOption('--tenant <tenant>', 'whose calls')
    .option('--config <file>', 'configuration file, YAML or JSON', process.env.EVENKEEL_CONFIG)
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', HELP)
    .action(effect);
}

async function effect({ config, tenant, json }: EffectOptions): Promise<void> {
  const { storage } = loadConfig({ file: config, env: process.env });
  const found = await withDatabase(storage, async (db) => {
    await migrate(db, 'latest');
    return effectOf(await effectRows(db, tenant));
  });
  process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : told(`${text(found)}\n`));
}

function text(found: Effect): string {
  const arms = [`with the cue:    ${arm(found.shown)}`, `without the cue: ${arm(found.withheld)}`];
  if (found.kind === 'not-enough-data')
    return [...arms, `Not enough data yet: each side needs ${found.needed} calls.`].join('\n');
  const { differenceMs, interval, reading } = found;
  const said = {
    sooner: 'Callers become calm sooner when the cue is shown.',
    later: 'Callers become calm later when the cue is shown. Reconsider this cue.',
    'no-difference-shown': 'No difference has been shown. It may be small, or there may be none.',
  }[reading];
  return [
    ...arms,
    `difference: ${seconds(differenceMs)} (95 %: ${seconds(interval.low)} to ${seconds(interval.high)})`,
    said,
  ].join('\n');
}

function arm({ calls, stretches, meanRecoveryMs, recoveredShare }: EffectArm): string {
  if (meanRecoveryMs === null || recoveredShare === null) return 'no tense stretch';
  return `${stretches} tense stretches in ${calls} calls, ${seconds(meanRecoveryMs)} to calm on average, ${Math.round(recoveredShare * 100)} % calmed`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
