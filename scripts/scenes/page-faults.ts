import type { Page } from 'playwright-core';
import { visibleText } from './visible-text.js';

/**
 * What is wrong with the page as it stands: it scrolls sideways, words are cut off by an edge or lie on other words,
 * something still moves where motion is to be reduced, or expected words are missing.
 */
export async function pageFaults(page: Page, words: readonly string[]): Promise<string[]> {
  const shown = (await visibleText(page)).replace(/\s+/g, ' ').toLowerCase();
  return page.evaluate(
    ({ words, shown }) => {
      const faults: string[] = [];
      const root = document.documentElement;
      if (root.scrollWidth > innerWidth) {
        const wide = [...document.querySelectorAll('body *')].find(
          (element) => element.getBoundingClientRect().right > innerWidth + 1 && !clipperOf(element),
        );
        faults.push(`scrolls sideways (${root.scrollWidth} px): ${nameOf(wide ?? root)}`);
      }
      const placed: { readonly owner: Element; readonly text: string; readonly box: DOMRect }[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const owner = node.parentElement;
        const text = node.textContent?.trim() ?? '';
        if (owner === null || text === '' || isUnseen(owner)) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const edge = clipperOf(owner);
        for (const box of range.getClientRects()) {
          if (box.width < 1 || isScrolledAway(box, owner)) continue;
          if (edge !== null && isHiddenWhole(box, edge, owner, text)) continue;
          if (edge !== null && outside(box, edge)) faults.push(`cut off: "${text.slice(0, 60)}"`);
          placed.push({ owner, text, box });
        }
      }
      for (const [index, one] of placed.entries()) {
        for (const other of placed.slice(index + 1)) {
          // The cheap question first: a page has hundreds of thousands of pairs.
          if (overlap(one.box, other.box) <= 0.3) continue;
          if (one.owner.contains(other.owner) || other.owner.contains(one.owner)) continue;
          if (coverOf(one.owner) === coverOf(other.owner))
            faults.push(`on one another: "${one.text.slice(0, 30)}" and "${other.text.slice(0, 30)}"`);
        }
      }
      if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
        const moving = document.getAnimations().filter(({ playState, effect }) => {
          const { iterations, duration } = effect?.getComputedTiming() ?? {};
          return (
            playState === 'running' && (iterations === Number.POSITIVE_INFINITY || Number(duration) > 100)
          );
        });
        for (const { effect } of moving)
          faults.push(
            `moves although motion is reduced: ${nameOf((effect as KeyframeEffect).target ?? root)}`,
          );
      }
      for (const word of words) {
        const told = word.replace(/\s+/g, ' ').toLowerCase();
        // A button's or a field's own words are on it; what opens a list may hold them in an attribute.
        const labelled = () =>
          [...document.querySelectorAll('[aria-label], option')].some((element) =>
            (element.getAttribute('aria-label') ?? element.textContent ?? '').toLowerCase().includes(told),
          );
        if (!shown.includes(told) && !labelled()) faults.push(`missing: "${word.slice(0, 60)}"`);
      }
      return [...new Set(faults)];

      function nameOf(element: Element): string {
        const classes = element.getAttribute('class') ?? '';
        return `<${element.localName}${classes === '' ? '' : ` class="${classes}"`}>`;
      }
      /** Not drawn, or drawn for screen readers only. */
      function isUnseen(element: Element): boolean {
        if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return true;
        for (let at: Element | null = element; at !== null; at = at.parentElement) {
          const { clipPath, position } = getComputedStyle(at);
          if (position === 'absolute' && clipPath.startsWith('inset(50%')) return true;
          if (at.getAttribute('aria-hidden') === 'true' && at.localName === 'option') return true;
        }
        return ['script', 'style', 'option', 'title'].includes(element.localName);
      }
      /** What has no room is not cut through but hidden as a whole, and said by the title of what hides it. */
      function isHiddenWhole(box: DOMRect, edge: DOMRect, owner: Element, text: string): boolean {
        const isOutside =
          box.top >= edge.bottom - 2 || box.left >= edge.right - 1 || box.right <= edge.left + 1;
        return isOutside && (owner.closest('[title]')?.getAttribute('title') ?? '').includes(text);
      }
      /** The box that cuts this element off, if what it cuts cannot be scrolled to. */
      function clipperOf(element: Element): DOMRect | null {
        for (let at: Element | null = element; at !== null && at !== root; at = at.parentElement) {
          const { overflowX, overflowY, display } = getComputedStyle(at);
          if (display === 'inline') continue;
          if (/auto|scroll/.test(overflowX + overflowY)) return null;
          if (/hidden|clip/.test(overflowX + overflowY)) return at.getBoundingClientRect();
        }
        return null;
      }
      /** Outside of what a scrolling box shows of itself. */
      function isScrolledAway(box: DOMRect, owner: Element): boolean {
        for (let at: Element | null = owner; at !== null && at !== root; at = at.parentElement) {
          const { overflowX, overflowY } = getComputedStyle(at);
          if (!/auto|scroll/.test(overflowX + overflowY)) continue;
          const shown = at.getBoundingClientRect();
          const middle = box.top + box.height / 2;
          if (middle < shown.top || middle > shown.bottom) return true;
          if (box.left > shown.right || box.right < shown.left) return true;
        }
        return false;
      }
      /** What is laid over the page on a ground of its own hides what is under it on purpose. */
      function coverOf(element: Element): Element | null {
        for (let at: Element | null = element; at !== null && at !== root; at = at.parentElement) {
          const { position, backgroundColor } = getComputedStyle(at);
          const isOpaque = !/^rgba\(.*, 0(\.\d+)?\)$|transparent/.test(backgroundColor);
          if (/absolute|fixed|sticky/.test(position) && isOpaque) return at;
        }
        return null;
      }
      /** Sideways by more than a pixel, or by more than a third of the line up or down. */
      function outside(box: DOMRect, edge: DOMRect): boolean {
        const sideways = box.right > edge.right + 1 || box.left < edge.left - 1;
        return sideways || box.bottom > edge.bottom + box.height / 3 || box.top < edge.top - box.height / 3;
      }
      function overlap(one: DOMRect, other: DOMRect): number {
        const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
        if (width <= 0 || height <= 0) return 0;
        return (width * height) / Math.min(one.width * one.height, other.width * other.height);
      }
    },
    { words, shown },
  );
}
