import { homedir } from 'node:os';
import type { Command } from 'commander';
import type { Config } from '../config/config-schema.js';
import { type ConfigOverrides, loadConfig, SETTINGS } from '../config/load-config.js';
import { desktopOverrides } from './desktop-mode.js';
import { writeDesktopEntry } from './local/desktop-entry.js';
import { desktopFolder } from './local/desktop-folder.js';
import { portNumber } from './option-values.js';
import { told } from './output/cli-language.js';

type ServeOptions = {
  readonly config?: string;
  readonly desktop: boolean;
  readonly port?: number;
  readonly host?: string;
  readonly model?: string;
};

const EXAMPLES = `
Examples:
  $ evenkeel serve                                   defaults; the secret from EVENKEEL_AUTH_SECRET
  $ evenkeel serve --config evenkeel.yaml --port 8041
  $ evenkeel serve --desktop                         for one agent on this machine, keys and data in their folder
`;

/** `evenkeel serve`: the sidecar itself. */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .description(
      'Takes call audio over WebSocket and sends cues to agents’ desktops, until SIGTERM; then it drains. SIGHUP reads the configuration again.',
    )
    .option('--config <file>', 'configuration file, YAML or JSON', process.env.EVENKEEL_CONFIG)
    .option('--desktop', 'for one agent on this machine: loopback only, data in the user’s own folder', false)
    .option('--port <n>', 'port to listen on; 0 = any free one; default: as configured', portNumber)
    .option('--host <address>', 'address to listen on; default: as configured')
    .option(
      '--model <file>',
      'your own network, an .onnx file with its manifest beside it; default: as configured',
    )
    .addHelpText('after', () => `${EXAMPLES}${settingsHelp()}`)
    .action(async ({ config, desktop, port, host, model }: ServeOptions) => {
      const server = {
        ...(port === undefined ? {} : { port }),
        ...(host === undefined ? {} : { host }),
      };
      const overrides = { server, ...(model === undefined ? {} : { model: { path: model } }) };
      if (desktop) await serveDesktop(config, overrides);
      else {
        const { serve } = await import('../app/serve.js');
        await serve(() => loadConfig({ file: config, env: process.env, overrides }));
      }
    });
}

async function serveDesktop(
  file: string | undefined,
  { server, ...rest }: { readonly server: Partial<Config['server']> } & ConfigOverrides,
): Promise<void> {
  const folder = desktopFolder({ platform: process.platform, env: process.env, home: homedir() });
  const env = process.env;
  const load = () => {
    const desktop = desktopOverrides(folder, loadConfig({ file, env }));
    return loadConfig({
      file,
      env,
      overrides: { ...rest, ...desktop, server: { ...server, ...desktop.server } },
    });
  };
  const { serve } = await import('../app/serve.js');
  await serve(load, async (url) => {
    const { panelFile, sourceFile } = await writeDesktopEntry(folder, url, load(), Date.now());
    process.stderr.write(
      told(`The panel's address is in ${panelFile}; the softphone's is in ${sourceFile}.\n`),
    );
  });
}

function settingsHelp(): string {
  const rows = SETTINGS.map(
    ({ path, envName, type, unit, sentence }) =>
      `  ${path} (${type}${unit === null ? '' : `, ${unit}`})\n      ${sentence}\n      ${envName}`,
  );
  return `\nSettings, by file or environment (append _FILE to read a value from a file):\n${rows.join('\n')}`;
}
