import { nativeTelephone } from './native-telephone.js';
import type { Telephone } from './telephone.js';

/** Every platform that can be simulated: a row here and a file beside it. */
export const TELEPHONES: readonly Telephone[] = [nativeTelephone];
