/** Width of a text in a terminal: a Chinese character takes the place of two Latin ones. */
export function shownWidth(text: string): number {
  return [...text].reduce(
    (sum, letter) => sum + (/[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/u.test(letter) ? 2 : 1),
    0,
  );
}

/** The text with spaces after it up to a width. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - shownWidth(text)));
}

/** The text with spaces before it up to a width. */
export function paddedBefore(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - shownWidth(text))) + text;
}
