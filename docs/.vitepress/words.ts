/** As code hosts make the anchor of a heading, so that a link to it is right in both places. */
export function headingSlug(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
}

/** Words for the search; Chinese, which has no blanks, by character. It travels into the browser, so it uses nothing from outside. */
export function searchWords(text: string): string[] {
  return text.toLowerCase().match(/\p{Script=Han}|[^\s\p{P}\p{S}\p{Script=Han}]+/gu) ?? [];
}
