import type { Command } from 'commander';
import { serve } from '../app/serve.js';
import { loadConfig, SETTINGS } from '../config/load-config.js';

/** `evenkeel serve`: the sidecar itself. */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .summary('take live calls and coach them')
    .description(
      'Takes call audio over WebSocket and sends cues to agents’ desktops, until SIGTERM; then it drains.',
    )
    .option('--config <file>', 'configuration file, YAML or JSON', process.env.EVENKEEL_CONFIG)
    .addHelpText('after', settingsHelp())
    .action(async ({ config }: { readonly config?: string }) => {
      await serve(() => loadConfig({ file: config, env: process.env }));
    });
}

function settingsHelp(): string {
  const rows = SETTINGS.map(
    ({ path, envName, type, unit, sentence }) =>
      `  ${path} (${type}${unit === null ? '' : `, ${unit}`})\n      ${sentence}\n      ${envName}`,
  );
  return `\nSettings, by file or environment (append _FILE to read a value from a file):\n${rows.join('\n')}`;
}
