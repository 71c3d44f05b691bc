import type { Page } from 'playwright-core';

/** The words of a page as they are read: without what is folded away. */
export function visibleText(page: Page): Promise<string> {
  // biome-ignore lint/performance/useDomNodeTextContent: textContent holds what is not displayed as well.
  return page.locator('body').innerText();
}
