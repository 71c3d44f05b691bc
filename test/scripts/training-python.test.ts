import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lacks, PYTHON } from '../support/requirements.js';

const FOLDER = 'scripts/training';
const NAMES_NOT_USED = `
import ast, sys
for path in sys.argv[1:]:
    tree = ast.parse(open(path, encoding="utf-8").read(), path)
    imported = {}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                imported[(alias.asname or alias.name).split(".")[0]] = node.lineno
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for name, line in imported.items():
        if name not in used:
            print(f"{path}:{line}: {name} is imported and not used")
`;

describe.skipIf(lacks('torch'))('the training scripts', () => {
  it('are Python that compiles, without an import that nothing uses', () => {
    const files = readdirSync(FOLDER).filter((name) => name.endsWith('.py'));
    const paths = files.map((name) => `${FOLDER}/${name}`);
    expect(execFileSync(PYTHON, ['-c', NAMES_NOT_USED, ...paths], { encoding: 'utf8' })).toBe('');
  });

  it('pass their own tests', { timeout: 300_000 }, () => {
    const env = { ...process.env, OMP_NUM_THREADS: '1', PYTHONDONTWRITEBYTECODE: '1' };
    const { status, stderr } = spawnSync(PYTHON, ['-m', 'unittest', 'discover', '-s', FOLDER], {
      encoding: 'utf8',
      env,
    });
    expect(status, stderr).toBe(0);
  });
});
