import { describe, expect, it } from 'vitest';
import { deploymentSecret } from '../../src/storage/audit/deployment-secret.js';
import { openStorage } from '../../src/storage/storage.js';
import { DATABASES, SILENT_LOG, WRITER_OPTIONS } from '../support/databases.js';

describe.each(DATABASES.filter(({ skip }) => !skip))('the secret of a deployment on $name', ({ make }) => {
  it('is made once for its database', async () => {
    const database = await make();
    const secrets: string[] = [];
    for (const _start of ['first', 'second']) {
      const storage = await openStorage({ ...database.choice, ...WRITER_OPTIONS }, SILENT_LOG);
      secrets.push(await deploymentSecret(storage)());
      await storage.close(0);
    }
    expect(secrets[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(secrets[1]).toBe(secrets[0]);
    await database.dispose();
  });
});
