import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { issueToken } from '../../src/auth/issue-token.js';
import type { PrincipalRole } from '../../src/auth/principal.js';

/** A real `evenkeel serve` in a process of its own, with a configuration and a database of its own. */
export type ServedInstance = {
  readonly url: string;
  readonly process: ChildProcess;
  readonly sqliteFile: string;
  /** WebSocket URL of the inspector, when Node was told to open one. */
  readonly inspectorUrl: string | null;
  token(role: PrincipalRole, subject: string): Promise<string>;
  /** SIGTERM; resolves to the exit code once it has drained. */
  stop(): Promise<number | null>;
};

export const SERVED_TENANT = 'acme';
const START_LIMIT_MS = 180_000;

/** Starts `serve` on a free port with the given connectors. `nodeArguments` go to Node itself. */
export async function startServed(
  connectors: readonly object[],
  options: {
    readonly settings?: object;
    readonly nodeArguments?: readonly string[];
    /** Nodes that work together share it; default: one of its own. */
    readonly secret?: string;
    /** Folder for its files; default: one of its own, which goes with it. */
    readonly folder?: string;
    /** Told every line of its log and of its standard error; by default the latter is passed on. */
    readonly onLine?: (line: string) => void;
  } = {},
): Promise<ServedInstance> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'evenkeel-served-')));
  const secret = options.secret ?? randomBytes(32).toString('hex');
  const sqliteFile = join(folder, 'served.sqlite');
  const config = {
    server: { host: '127.0.0.1', port: 0, drainLimitMs: 5_000 },
    auth: { secret },
    storage: { sqliteFile },
    connectors,
    ...options.settings,
  };
  const file = join(folder, 'evenkeel.json');
  await writeFile(file, JSON.stringify(config));
  const child = spawn(
    process.execPath,
    [...(options.nodeArguments ?? []), '--import', 'tsx', 'src/cli/cli.ts', 'serve', '--config', file],
    {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...withoutSettings(process.env), NODE_ENV: 'production' },
    },
  );
  const inspectorUrl = watchErrors(child, options.onLine ?? ((line) => process.stderr.write(`${line}\n`)));
  const url = await urlOf(child, options.onLine ?? (() => {})).catch((cause: unknown) => {
    child.kill();
    throw cause;
  });
  const exited = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  return {
    url,
    process: child,
    sqliteFile,
    inspectorUrl: inspectorUrl(),
    token: (role, subject) =>
      issueToken(
        { secret, issuer: 'evenkeel', audience: 'evenkeel' },
        { role, tenant: SERVED_TENANT, subject, teams: ['*'], expiresAtMs: Date.now() + 3_600_000 },
      ),
    async stop() {
      child.kill('SIGTERM');
      const code = await exited;
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
      return code;
    },
  };
}

/** Settings of the developer's environment must not reach the instance: its secret is the one that its tokens are signed with. */
function withoutSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !name.startsWith('EVENKEEL_')));
}

/** Passes on what the instance says on standard error; what it returns says where the inspector listens, if it does. */
function watchErrors(child: ChildProcess, onLine: (line: string) => void): () => string | null {
  let inspectorUrl: string | null = null;
  createInterface({ input: child.stderr! }).on('line', (line) => {
    const announced = /Debugger listening on (ws:\S+)/.exec(line)?.[1];
    if (announced !== undefined) inspectorUrl = announced;
    else if (!line.startsWith('For help, see: https://nodejs.org')) onLine(line);
  });
  return () => inspectorUrl;
}

/** The log says in one line when and where the instance serves; whatever else it says is read and dropped. */
function urlOf(child: ChildProcess, onLine: (line: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error('serve has not started in time.')), START_LIMIT_MS);
    child.once('exit', (code) => reject(new Error(`serve ended with ${code} before it served.`)));
    if (child.stdout === null) return reject(new Error('serve has no output.'));
    createInterface({ input: child.stdout }).on('line', (line) => {
      onLine(line);
      const url = /"url":"([^"]+)"/.exec(line)?.[1];
      if (url === undefined) return;
      clearTimeout(limit);
      resolve(url);
    });
  });
}
