import type { Storage } from '../storage.js';
import { saltOf } from '../subject-digest.js';

/** No tenant has this name. */
const NOBODY = '';

/** The secret that all nodes of a database share, made at the first need; asked for once. Rejects while it is away. */
export function deploymentSecret({ db, ready }: Pick<Storage, 'db' | 'ready'>): () => Promise<string> {
  let known: string | null = null;
  return async () => {
    if (known === null) {
      await ready();
      known = await db.transaction().execute((transaction) => saltOf(transaction, NOBODY, 'only-read'));
    }
    return known;
  };
}
