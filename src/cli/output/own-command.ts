import { isSea } from 'node:sea';

/** How people start this program again: through npx, or by its own path where it is one executable. */
export const OWN_COMMAND = isSea() ? process.execPath : 'npx evenkeel';
