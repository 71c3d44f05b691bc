import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWav } from '../../src/core/audio/wav.js';
import type { PitchTrack } from '../../src/lab/acoustics/pitch-errors.js';

/** An independent F0 tracker that may be installed on this machine. */
export type PitchPeer = {
  readonly name: string;
  readonly debianPackage: string;
  readonly isInstalled: () => boolean;
  readonly track: (wavPath: string, folder: string) => PitchTrack;
};

function runs(command: string, ...probe: string[]): boolean {
  try {
    execFileSync(command, probe, { stdio: 'ignore' });
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

/** Praat's autocorrelation tracker with the reference's settings (Boersma 1993). */
const PRAAT_SCRIPT = `form pitch
  sentence path
endform
sound = Read from file: path$
pitch = To Pitch (ac): 0.01, 75, 15, "no", 0.03, 0.45, 0.01, 0.35, 0.14, 600
frames = Get number of frames
first = Get time from frame number: 1
writeInfoLine: first
for i to frames
  f0 = Get value in frame: i, "Hertz"
  if f0 = undefined
    f0 = 0
  endif
  appendInfoLine: f0
endfor
`;

const praat: PitchPeer = {
  name: 'praat',
  debianPackage: 'praat',
  isInstalled: () => runs('praat', '--version'),
  track(wavPath, folder) {
    const script = join(folder, 'pitch.praat');
    writeFileSync(script, PRAAT_SCRIPT);
    const [first, ...f0Hz] = execFileSync('praat', ['--run', script, wavPath], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number);
    return { firstMs: first! * 1000, stepMs: 10, f0Hz };
  },
};

const aubio: PitchPeer = {
  name: 'aubio',
  debianPackage: 'aubio-tools',
  isInstalled: () => runs('aubiopitch', '--help'),
  track(wavPath) {
    const output = execFileSync('aubiopitch', ['-i', wavPath, '-p', 'yinfft', '-B', '512', '-H', '80'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const f0Hz = output
      .trim()
      .split('\n')
      .map((line) => Number(line.split(/\s+/)[1]))
      .map((hz) => (hz >= 75 && hz <= 600 ? hz : 0));
    return { firstMs: 0, stepMs: 10, f0Hz };
  },
};

export const PITCH_PEERS: readonly PitchPeer[] = [praat, aubio];

/** Lets a peer hear the same samples; null for a clip that it refuses (shorter than its window). */
export function peerTrack(peer: PitchPeer, samples: Float32Array): PitchTrack | null {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-pitch-'));
  try {
    const path = join(folder, 'clip.wav');
    writeFileSync(path, writeWav(8000, [samples]));
    return peer.track(path, folder);
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
