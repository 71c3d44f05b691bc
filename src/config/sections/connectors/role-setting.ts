import { z } from 'zod';

/** Whose voice a track or channel carries. */
export const roleSetting = z.enum(['customer', 'agent', 'mixed']);
