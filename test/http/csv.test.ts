import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvTable } from '../../src/http/csv.js';

describe('csvTable', () => {
  it('writes one line a row, with numbers and truths as they are and nothing for null', () => {
    expect(csvTable(['team', 'delta', 'ok', 'note'], [['North', -3.5, true, null]])).toBe(
      'team,delta,ok,note\r\nNorth,-3.5,true,\r\n',
    );
  });

  it.each(['=1+1', '+cmd', '-2', '@SUM(A1)', '\tx', '\rx'])('lets no spreadsheet run %j', (text) => {
    expect(parse(csvTable(['a'], [[text]]))).toEqual([['a'], [`'${text}`]]);
  });

  it('is read back as it was written, whatever is in it', () => {
    const text = fc.string({ unit: 'binary' }).filter((value) => !/^[=+\-@\t\r]/.test(value));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (rows) => {
        const table = csvTable(['first', 'second'], rows);
        expect(parse(table, { skip_empty_lines: false })).toEqual([['first', 'second'], ...rows]);
      }),
    );
  });
});
