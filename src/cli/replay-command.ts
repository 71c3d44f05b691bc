import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { MODEL_PATH } from '../app/package-root.js';
import { OnnxClassifier } from '../core/classifier/onnx-classifier.js';
import { CallCoach } from '../core/cues/call-coach.js';
import type { CoachEvent } from '../core/cues/coach-event.js';
import { EvenkeelError } from '../errors.js';
import { LANGUAGES, type Language } from '../i18n/language.js';
import { type RecordingFiles, readRecording } from '../lab/corpus/recording.js';
import { contourOf } from '../lab/evaluation/call-contours.js';
import { replayCall } from '../lab/evaluation/replay-call.js';
import { callTimeline } from '../lab/report/call-timeline.js';
import { timelineReport } from '../lab/report/timeline-report.js';
import { defaultCoachOptions } from '../live/coaching-settings.js';
import { coachEventLine } from './coach-event-text.js';

type ReplayOptions = {
  readonly customer?: string;
  readonly agent?: string;
  readonly left: 'customer' | 'agent';
  readonly notice: boolean;
  readonly language: Language;
  readonly json: boolean;
  readonly report?: string;
};

const EXAMPLES = `
Examples:
  $ evenkeel replay call.wav                                 stereo, customer on the left
  $ evenkeel replay --customer caller.flac --agent agent.flac
  $ evenkeel replay call.wav --report call.html              a picture to look at
  $ evenkeel replay call.wav --json | grep '"type":"cue"'`;

/** `evenkeel replay`: coaches a recorded call exactly as a live one, and prints what happened. */
export function registerReplay(program: Command): void {
  program
    .command('replay')
    .summary('coach a recorded call and print its timeline')
    .description(
      'Coaches a recorded call exactly as a live one, as fast as the machine can, and prints the timeline: the caller, the cues and why, the summary. WAV (PCM16, µ-law, A-law) or FLAC. Nothing is kept.',
    )
    .argument('[file]', 'stereo recording with both sides; a mono file counts as a mixed channel')
    .option('--customer <file>', 'recording of the customer alone')
    .option('--agent <file>', 'recording of the agent alone')
    .addOption(
      new Option('--left <role>', 'who is on the left channel')
        .choices(['customer', 'agent'])
        .default('customer'),
    )
    .option('--no-notice', 'replay as a call without notice to the caller: no emotion is inferred')
    .addOption(new Option('--language <tag>', 'language of the texts').choices(LANGUAGES).default('en'))
    .option('--json', 'print one JSON object a line: observations, states, cues, summary', false)
    .option('--report <file>', 'also write the timeline as a self-contained HTML page')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string | undefined, options: ReplayOptions) => {
      const recording = await readRecording(filesOf(file, options));
      const classifier = await OnnxClassifier.load({ modelPath: MODEL_PATH });
      const roles = recording.tracks.map(({ role }) => role);
      const coach = new CallCoach(defaultCoachOptions(roles, options.notice));
      const events: CoachEvent[] = [];
      for await (const event of replayCall(recording, coach, classifier)) {
        events.push(event);
        const line = options.json ? JSON.stringify(event) : coachEventLine(event, options.language);
        if (line !== null) process.stdout.write(`${line}\n`);
      }
      await classifier.close();
      if (options.report === undefined) return;
      const timeline = callTimeline(recording.tracks.map(contourOf), events);
      const title = basename(file ?? options.customer ?? options.agent ?? 'call');
      await writeFile(options.report, timelineReport(timeline, title, options.language));
    });
}

function filesOf(file: string | undefined, { customer, agent, left }: ReplayOptions): RecordingFiles {
  const hasSides = customer !== undefined || agent !== undefined;
  if (file !== undefined && !hasSides) return { kind: 'stereo', path: file, left };
  if (file === undefined && hasSides) return { kind: 'sides', customer, agent };
  throw new EvenkeelError('cli.usage', 'Name one stereo FILE, or --customer and --agent.');
}
