import type { Insertable } from 'kysely';
import type { Database } from '../../storage/database.js';
import type { Tables } from '../../storage/tables.js';

const ROWS_PER_STATEMENT = 1_000;

/** Rows for several tables, written in one transaction. */
export class RowBatch {
  readonly #rows = new Map<keyof Tables, object[]>();

  add<Table extends keyof Tables>(table: Table, row: Insertable<Tables[Table]>): void {
    const list = this.#rows.get(table);
    if (list === undefined) this.#rows.set(table, [row]);
    else list.push(row);
  }

  get count(): number {
    let count = 0;
    for (const list of this.#rows.values()) count += list.length;
    return count;
  }

  /** Rows that are there already stay as they are. */
  async write(db: Database): Promise<void> {
    await db.transaction().execute(async (transaction) => {
      for (const [table, list] of this.#rows)
        for (let from = 0; from < list.length; from += ROWS_PER_STATEMENT)
          await transaction
            .insertInto(table)
            .values(list.slice(from, from + ROWS_PER_STATEMENT) as never)
            .onConflict((conflict) => conflict.doNothing())
            .execute();
    });
  }
}
