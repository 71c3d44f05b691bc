import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Loads the model in a process of its own, with an empty home, and lists what the runtime left there. */
function leftInHome(script: string): readonly string[] {
  const home = mkdtempSync(join(tmpdir(), 'evenkeel-home-'));
  // A continuous-integration machine silences the runtime by itself, which would make this test blind.
  const { CI: _ci, GITHUB_ACTIONS: _actions, ORT_DISABLE_TELEMETRY: _off, ...env } = process.env;
  execFileSync('npx', ['tsx', '--eval', script], {
    env: { ...env, HOME: home, XDG_CACHE_HOME: join(home, '.cache'), npm_config_cache: tmpdir() },
    stdio: 'pipe',
  });
  return readdirSync(home, { recursive: true })
    .map(String)
    .filter((name) => /deviceid|onnxruntime/i.test(name));
}

const LOAD = 'ort.InferenceSession.create("models/emotion.onnx").then((session) => session.release())';

describe('the model runtime', () => {
  it('leaves no device id and no usage data behind', () => {
    const ours = `import('./src/core/classifier/onnx-classifier.js').then(({ OnnxClassifier }) =>
      OnnxClassifier.load({ modelPath: 'models/emotion.onnx' })).then((classifier) => classifier.close())`;
    expect(leftInHome(ours)).toEqual([]);
  });

  it.skipIf(process.platform !== 'linux')('would, were it not silenced: the check above can fail', () => {
    expect(leftInHome(`import('onnxruntime-node').then((ort) => ${LOAD})`)).not.toEqual([]);
  });
});
