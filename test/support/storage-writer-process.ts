/** A process of its own that writes call summaries until it is killed; prints each one that was acknowledged. */
import { openStorage } from '../../src/storage/storage.js';
import { SILENT_LOG, WRITER_OPTIONS } from './databases.js';
import { callRecord } from './stored-records.js';

const storage = await openStorage({ ...JSON.parse(process.argv[2] ?? '{}'), ...WRITER_OPTIONS }, SILENT_LOG);
for (let n = 0; ; n += 1) {
  const callId = `c-${n}`;
  const written = storage.writer.write(callRecord({ callId }, n)).then((outcome) => {
    if (outcome === 'durable') process.stdout.write(`${callId}\n`);
  });
  // Lets the writer work, and does not run ahead of it.
  if (n % 20 === 0) await written;
}
