import type { BrowserContext } from 'playwright-core';

/** Somebody who has read the first run before, on every page but one whose query says `first-run`. */
export async function welcomed(context: BrowserContext): Promise<BrowserContext> {
  await context.addInitScript(() => {
    try {
      if (!location.search.includes('first-run')) localStorage.setItem('evenkeel.welcomed', 'yes');
    } catch {
      // A frame without storage shows the first run.
    }
  });
  return context;
}
