import type { Page } from 'playwright-core';

/** A stop more for what has stops inside, such as the controls of a player. */
const MORE_PRESSES = 12;

/** What the Tab key does not reach, what is not seen when it holds the focus, and where the focus shows no outline. */
export async function keyboardFaults(page: Page): Promise<string[]> {
  const stops = await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    const selector =
      'button, a[href], input:not([type="hidden"]), select, textarea, summary, audio[controls], [tabindex="0"]';
    const groups = new Set<string>();
    const wanted = [...document.querySelectorAll<HTMLElement>(selector)].filter((element) => {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.matches(':disabled'))
        return false;
      if (element.localName === 'summary' && element !== element.parentElement?.querySelector('summary'))
        return false;
      if (!(element instanceof HTMLInputElement) || element.type !== 'radio') return true;
      // One stop is a whole group of choices.
      if (groups.has(element.name)) return false;
      groups.add(element.name);
      return true;
    });
    const reached = new Set<string>();
    const faults = new Set<string>();
    const nameOf = (element: Element) =>
      `<${element.localName} ${element.getAttribute('type') ?? element.className}> ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)}`;
    const idOf = (element: Element) =>
      element instanceof HTMLInputElement && element.type === 'radio'
        ? `radio ${element.name}`
        : String(wanted.indexOf(element as HTMLElement));
    const onFocus = ({ target }: FocusEvent) => {
      if (target instanceof Element) reached.add(idOf(target));
    };
    // Looked at when the key is let go: a field of several parts has no outline yet while the focus enters it.
    const onPressed = () => {
      const target = document.activeElement;
      if (target === null || target === document.body) return;
      const shown = [target, target.closest('label'), target.parentElement].some((element) => {
        if (element === null) return false;
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
        return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
      });
      // The calendar button inside a date field has the browser's own outline, and then the field has no focus.
      if (!shown && target.matches(':focus')) faults.add(`no outline on the focus: ${nameOf(target)}`);
      const seen = target.closest('label') ?? target;
      const { top, bottom, left, right, width } = seen.getBoundingClientRect();
      if (width > 1 && (bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth))
        faults.add(`out of sight with the focus: ${nameOf(target)}`);
    };
    document.addEventListener('focusin', onFocus);
    document.addEventListener('keyup', onPressed);
    Object.assign(window, {
      keyboardWalk: () => {
        document.removeEventListener('focusin', onFocus);
        document.removeEventListener('keyup', onPressed);
        (document.activeElement as HTMLElement | null)?.blur();
        for (const element of wanted) {
          if (element.isConnected && !reached.has(idOf(element)))
            faults.add(`not reached by Tab: ${nameOf(element)}`);
        }
        return [...faults];
      },
    });
    return wanted.length;
  });
  for (let press = 0; press < stops + MORE_PRESSES; press++) await page.keyboard.press('Tab');
  return page.evaluate(() => (window as unknown as { keyboardWalk(): string[] }).keyboardWalk());
}
