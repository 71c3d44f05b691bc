/** What npm is doing when it starts us through a shell of its own. */
const THROUGH_A_SHELL: readonly (string | undefined)[] = ['exec', 'run-script', 'start'];
const LOOK_EVERY_MS = 500;

/**
 * `npx evenkeel …` and `npm run …` start a shell, which starts us. A signal that ends npm ends that shell as well, and never
 * reaches us: so the loss of the parent counts as SIGTERM.
 */
export function endWithParent(env: Readonly<Record<string, string | undefined>>): void {
  if (!THROUGH_A_SHELL.includes(env.npm_command) || process.platform === 'win32') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, LOOK_EVERY_MS);
  watch.unref();
}
