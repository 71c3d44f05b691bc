/** No line breaks between a number and the unit that follows it. */
export function keptTogether(text: string): string {
  return text.replace(/(\d) (?=\S)/g, '$1\u00a0');
}
