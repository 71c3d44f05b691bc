import { ownField } from '../own-field.js';

/** A text with its `{…}` put in. */
export function filled(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(ownField(values, name) ?? whole));
}
