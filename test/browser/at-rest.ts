import type { Page } from 'playwright-core';

/** Everything that was moving on its way somewhere has come there; what moves without end is let be. */
export async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = () =>
      document.getAnimations().filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime));
    // One motion may begin when another has ended.
    while (ending().some(({ playState }) => playState === 'running'))
      await Promise.allSettled(ending().map(({ finished }) => finished));
  });
}

/** The page has drawn this many times. */
export async function framesDrawn(page: Page, frames: number): Promise<void> {
  await page.evaluate(async (wanted) => {
    for (let frame = 0; frame < wanted; frame++) await new Promise(requestAnimationFrame);
  }, frames);
}
