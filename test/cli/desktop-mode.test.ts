import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tokenVerifier } from '../../src/auth/verify-token.js';
import { desktopOverrides } from '../../src/cli/desktop-mode.js';
import { writeDesktopEntry } from '../../src/cli/local/desktop-entry.js';
import { desktopFolder } from '../../src/cli/local/desktop-folder.js';
import { loadConfig } from '../../src/config/load-config.js';

const folder = join(mkdtempSync(join(tmpdir(), 'evenkeel-desktop-')), 'evenkeel');
const plain = loadConfig({ env: {} });
const modeOf = (file: string) => statSync(file).mode & 0o777;

describe('desktop mode', () => {
  it('keeps data where each system keeps a user’s own', () => {
    expect(desktopFolder({ platform: 'linux', env: {}, home: '/home/u' })).toBe(
      '/home/u/.local/share/evenkeel',
    );
    expect(desktopFolder({ platform: 'linux', env: { XDG_DATA_HOME: '/d' }, home: '/home/u' })).toBe(
      '/d/evenkeel',
    );
    expect(desktopFolder({ platform: 'darwin', env: {}, home: '/Users/u' })).toContain('Application Support');
    expect(desktopFolder({ platform: 'win32', env: { LOCALAPPDATA: '/l' }, home: '/u' })).toContain(
      'Evenkeel',
    );
  });

  it('listens to this machine alone, whatever the configuration says', () => {
    const wide = loadConfig({ env: { EVENKEEL_SERVER_HOST: '0.0.0.0' } });
    const config = loadConfig({
      env: { EVENKEEL_SERVER_HOST: '0.0.0.0' },
      overrides: desktopOverrides(folder, wide),
    });
    expect(config.server.host).toBe('127.0.0.1');
    expect(config.connectors).toMatchObject([{ name: 'softphone', agent: { trusted: true } }]);
  });

  it('makes its secret once, for its user’s eyes', () => {
    const first = desktopOverrides(folder, plain).auth?.secret;
    expect(desktopOverrides(folder, plain).auth?.secret).toBe(first);
    expect(first).toHaveLength(64);
    expect(modeOf(join(folder, 'auth-secret'))).toBe(0o600);
    expect(modeOf(folder)).toBe(0o700);
  });

  it('writes a panel address and a softphone entry whose tokens are good and say no more than they must', async () => {
    const config = loadConfig({ env: {}, overrides: desktopOverrides(folder, plain) });
    const entry = await writeDesktopEntry(folder, 'http://127.0.0.1:8040', config, Date.now());
    const panel = readFileSync(entry.panelFile, 'utf8').trim();
    const source = JSON.parse(readFileSync(entry.sourceFile, 'utf8'));
    const tokens = tokenVerifier(config.auth);
    expect(await tokens.verify(panel.split('#token=')[1]!)).toMatchObject({ role: 'agent', subject: 'me' });
    expect(await tokens.verify(source.token)).toMatchObject({ role: 'source' });
    expect(source).toMatchObject({ url: 'ws://127.0.0.1:8040/streams/native', agentId: 'me' });
    expect([modeOf(entry.panelFile), modeOf(entry.sourceFile)]).toEqual([0o600, 0o600]);
  });
});
