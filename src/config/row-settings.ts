import { z } from 'zod';
import { listSettings, type Setting, unwrap } from './setting.js';

/** The settings of one row of a list: all rows alike (`when` null), or one set for each choice. */
export type RowSettings = { readonly when: string | null; readonly settings: readonly Setting[] };

/** What a row of the list `section` may say; empty where a row is a plain text or number. */
export function listRowSettings(section: z.ZodType): readonly RowSettings[] {
  const { core } = unwrap(section);
  if (!(core instanceof z.ZodArray)) return [];
  const { core: row } = unwrap(core.element as z.ZodType);
  if (row instanceof z.ZodObject) return [{ when: null, settings: listSettings(row) }];
  if (!(row instanceof z.ZodDiscriminatedUnion)) return [];
  const { discriminator } = row.def;
  return row.options.map((option) => {
    const settings = listSettings(option as z.ZodType);
    const choice = settings.find(({ path }) => path === discriminator);
    return {
      when: `${discriminator}: ${choice?.type ?? ''}`,
      settings: settings.filter(({ path }) => path !== discriminator),
    };
  });
}
