import { z } from 'zod';
import { serverSection } from './sections/server-section.js';

/** Every setting: type, unit, default and one sentence. An unknown key is an error. A section is one file. */
export const configSchema = z.strictObject({
  server: serverSection,
});

export type Config = z.infer<typeof configSchema>;
