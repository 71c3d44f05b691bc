import { expect, it } from 'vitest';
import { RecordingIds } from '../../../src/lab/recordings/recording-ids.js';

it('A recording is named without its ending, each of several once, and always the same', () => {
  const ids = new RecordingIds();
  const paths = ['one/a.mp3', 'one/a.wav', 'two/a.wav', 'b.tar.wav', '-', 'one/a.wav', 'one/a.mp3'];
  expect(paths.map((path) => ids.idOf(path))).toEqual([
    'a',
    'a.wav',
    'a.wav-2',
    'b.tar',
    'call',
    'a.wav',
    'a',
  ]);
});

it('Names that are spelled alike stay apart', () => {
  const ids = new RecordingIds((name) => name.replaceAll(' ', '_'));
  expect(['my call.wav', 'my_call.wav'].map((path) => ids.idOf(path))).toEqual(['my_call', 'my_call.wav']);
});
