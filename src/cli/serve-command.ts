import { homedir } from 'node:os';
import type { Command } from 'commander';
import { serve } from '../app/serve.js';
import { loadConfig, SETTINGS } from '../config/load-config.js';
import { desktopFolder, desktopOverrides, writeDesktopEntry } from './desktop-mode.js';

/** `evenkeel serve`: the sidecar itself. */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .summary('take live calls and coach them')
    .description(
      'Takes call audio over WebSocket and sends cues to agents’ desktops, until SIGTERM; then it drains. SIGHUP reads the configuration again.',
    )
    .option('--config <file>', 'configuration file, YAML or JSON', process.env.EVENKEEL_CONFIG)
    .option('--desktop', 'for one agent on this machine: loopback only, data in the user’s own folder', false)
    .addHelpText('after', settingsHelp())
    .action(async ({ config, desktop }: { readonly config?: string; readonly desktop: boolean }) => {
      if (desktop) await serveDesktop(config);
      else await serve(() => loadConfig({ file: config, env: process.env }));
    });
}

async function serveDesktop(file: string | undefined): Promise<void> {
  const folder = desktopFolder({ platform: process.platform, env: process.env, home: homedir() });
  const env = process.env;
  const load = () =>
    loadConfig({ file, env, overrides: desktopOverrides(folder, loadConfig({ file, env })) });
  await serve(load, async (url) => {
    const { panelFile, sourceFile } = await writeDesktopEntry(folder, url, load(), Date.now());
    process.stderr.write(`The panel's address is in ${panelFile}; the softphone's is in ${sourceFile}.\n`);
  });
}

function settingsHelp(): string {
  const rows = SETTINGS.map(
    ({ path, envName, type, unit, sentence }) =>
      `  ${path} (${type}${unit === null ? '' : `, ${unit}`})\n      ${sentence}\n      ${envName}`,
  );
  return `\nSettings, by file or environment (append _FILE to read a value from a file):\n${rows.join('\n')}`;
}
