import type {
  KyselyPlugin,
  PluginTransformResultArgs,
  QueryResult,
  RootOperationNode,
  UnknownRow,
} from 'kysely';
import { LoopPause } from '../loop-pause.js';

/**
 * SQLite works on the thread that asks it, and a query that is done is answered without the loop having turned: thousands
 * of statements in a row, however they are awaited, would hold it for seconds. With this, it has its turn between them.
 * A transaction keeps the connection meanwhile; other queries wait for it.
 */
export class SqlitePauses implements KyselyPlugin {
  readonly #pause = new LoopPause();

  transformQuery({ node }: { readonly node: RootOperationNode }): RootOperationNode {
    return node;
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    await this.#pause.step();
    return result;
  }
}
