import type { Page } from 'playwright-core';
import type { Language } from '../../src/i18n/language.js';
import { englishIn } from '../../test/support/english-in.js';
import { visibleText } from './visible-text.js';

/** Names in the sample data of the scenes. */
const OWN_NAMES = [
  /\b[0-9a-f]{8}\b/g,
  'olu',
  'acme',
  'line-test',
  'long-call',
  'Billing',
  'Cards',
  'Claims',
  'Deliveries',
  'Faults',
  'English',
  /[\w-]+\.(wav|jsonl|html)/g,
];

/** A colon or a bracket of English after a Chinese word. */
const ENGLISH_MARKS = /\p{Script=Han}+(?:[:;] | \().{0,20}/gu;

/** Words that a reader of this language would not expect: English left in Chinese, Chinese left in English. */
export async function foreignWords(page: Page, language: Language): Promise<string[]> {
  const labels = await page.evaluate(() => {
    const texts = [document.title];
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      for (const name of ['aria-label', 'title', 'placeholder']) texts.push(element.getAttribute(name) ?? '');
    }
    for (const title of document.querySelectorAll('svg title')) texts.push(title.textContent);
    return texts.join('\n');
  });
  const read = `${labels}\n${await visibleText(page)}`;
  if (language === 'zh-CN') return [...englishIn(read, OWN_NAMES), ...(read.match(ENGLISH_MARKS) ?? [])];
  // The switch names each language in itself.
  return [...new Set(read.replaceAll('中文', '').match(/\p{Script=Han}+/gu) ?? [])];
}
