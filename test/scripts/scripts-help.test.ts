import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const commands = readdirSync('scripts').filter((name) =>
  /^(bench|build|check|evaluate|release|soak|time|train|tune)\b.*\.ts$/.test(name),
);

describe('The help of the scripts', () => {
  it.each(commands)('%s has one', (name) => {
    expect(readFileSync(`scripts/${name}`, 'utf8')).toMatch(/readOptions\(|new Command\(|\.help\b/);
  });

  const checkDoors = (option: string) =>
    spawnSync(process.execPath, ['--import', 'tsx', 'scripts/check-doors.ts', option], { encoding: 'utf8' });

  it('says what is done and how, and ends with 0', () => {
    const { status, stdout } = checkDoors('--help');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Usage: npm run check:doors/);
    expect(stdout).toContain('--json');
  });

  it('is told to whoever gives an option that there is not', () => {
    const { status, stderr } = checkDoors('--jsno');
    expect(status).toBe(2);
    expect(stderr).toMatch(/--jsno[\s\S]+Usage: npm run check:doors/);
  });
});
