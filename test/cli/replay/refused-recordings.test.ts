import { expect, it } from 'vitest';
import { RefusedRecordings } from '../../../src/cli/replay/refused-recordings.js';
import { EvenkeelError } from '../../../src/errors.js';

function withoutFfmpeg(name: string): EvenkeelError {
  const cause = new EvenkeelError('audio.ffmpeg-missing', 'Install it: apt-get install ffmpeg');
  return new EvenkeelError('audio.ffmpeg-missing', `${name}: ${cause.detail}`, { cause });
}

it('How ffmpeg is installed is said once for many recordings, other faults for each', () => {
  const lines: string[] = [];
  const refused = new RefusedRecordings((text) => lines.push(text));
  refused.tell('a.mp3', withoutFfmpeg('a.mp3'));
  refused.tell('b.wav', new EvenkeelError('audio.file-unreadable', 'b.wav: It is empty.'));
  refused.tell('c.mp3', withoutFfmpeg('c.mp3'));
  expect(lines).toEqual([
    expect.stringMatching(/^evenkeel: audio\.ffmpeg-missing: .+ Install it: apt-get install ffmpeg\n$/),
    'a.mp3: It needs ffmpeg.\n',
    expect.stringContaining('b.wav: It is empty.'),
    'c.mp3: It needs ffmpeg.\n',
  ]);
});
