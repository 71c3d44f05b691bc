import { spawn } from 'node:child_process';
import { EvenkeelError } from '../../errors.js';
import { AuStream } from './au-stream.js';
import { FfmpegLog } from './ffmpeg-log.js';
import type { FileAudio } from './file-audio.js';

/** The one line that installs ffmpeg on this system. */
const INSTALL: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'sudo apt-get install ffmpeg',
  darwin: 'brew install ffmpeg',
  win32: 'winget install ffmpeg',
};

/**
 * The first audio stream of anything that ffmpeg reads, brought to 8 kHz as it comes, so that hours fit into memory.
 * @param source a path, or the bytes of a file
 * @throws EvenkeelError `audio.ffmpeg-missing`, `audio.file-unreadable` with ffmpeg's own reason
 */
export function readThroughFfmpeg(source: string | Uint8Array): Promise<FileAudio> {
  // A recording may name others (playlists do): only local files and the pipe are opened.
  const input = typeof source === 'string' ? `file:${source}` : 'pipe:0';
  const child = spawn(
    'ffmpeg',
    [
      ...[
        '-hide_banner',
        '-nostats',
        '-v',
        'level+info',
        ...(typeof source === 'string' ? ['-nostdin'] : []),
      ],
      ...['-protocol_whitelist', 'file,pipe', '-i', input, '-map', '0:a:0', '-c:a', 'pcm_s16be'],
      ...['-f', 'au', 'pipe:1'],
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  // ffmpeg may stop reading before the end; what it says about that is in its exit status.
  child.stdin.on('error', () => undefined);
  child.stdin.end(typeof source === 'string' ? undefined : source);
  return new Promise((resolve, reject) => {
    const sound = new AuStream();
    const log = new FfmpegLog();
    let refusal: EvenkeelError | null = null;
    child.stderr.on('data', (text: Buffer) => log.push(text.toString()));
    child.stdout.on('data', (bytes: Buffer) => {
      try {
        sound.push(bytes);
      } catch (cause) {
        refusal ??= cause as EvenkeelError;
        child.kill();
      }
    });
    child.on('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code !== 'ENOENT')
        reject(new EvenkeelError('audio.file-unreadable', cause.message, { cause }));
      else
        reject(
          new EvenkeelError(
            'audio.ffmpeg-missing',
            `Install it: ${INSTALL[process.platform] ?? 'ffmpeg.org'}`,
          ),
        );
    });
    child.on('close', (status) => {
      const audio = refusal === null && status === 0 ? sound.end() : null;
      if (audio === null) reject(refusal ?? new EvenkeelError('audio.file-unreadable', log.reason));
      else {
        const seconds = (audio.channels[0]?.length ?? 0) / audio.sampleRateHz;
        resolve({ ...audio, truncated: log.endsEarly(seconds), damaged: log.isDamaged });
      }
    });
  });
}
