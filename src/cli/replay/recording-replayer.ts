import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { VERSION } from '../../app/package-root.js';
import type { OnnxClassifier } from '../../core/classifier/onnx-classifier.js';
import { CallCoach } from '../../core/cues/call-coach.js';
import type { CoachEvent } from '../../core/cues/coach-event.js';
import { EvenkeelError } from '../../errors.js';
import { contourOf } from '../../lab/acoustics/call-contours.js';
import { reachesTelephoneTop } from '../../lab/acoustics/upper-band.js';
import { replayCall } from '../../lab/evaluation/replay-call.js';
import { analysisOf } from '../../lab/exports/analysis-of-call.js';
import type { ExportFormat } from '../../lab/exports/export-formats.js';
import { type Recording, type RecordingFiles, readRecording } from '../../lab/recordings/recording.js';
import { RecordingIds } from '../../lab/recordings/recording-ids.js';
import { type CallNote, callNotes, noteText } from '../../lab/report/call-notes.js';
import { type CallTimeline, callTimeline } from '../../lab/report/call-timeline.js';
import { type ComparedRun, comparedRun, parseRun } from '../../lab/report/compared-run.js';
import { hearingCurve } from '../../lab/report/hearing-curve.js';
import { type CallReport, timelineReport } from '../../lab/report/timeline-report.js';
import { defaultCoachOptions } from '../../live/coaching-settings.js';
import { coachEventLine } from '../coach-event-text.js';
import { remarks } from '../output/remarks.js';
import { callProgress } from './call-progress.js';
import type { ReplayJob, ReplayOptions } from './replay-options.js';
import type { ResultFiles } from './result-files.js';

const MIXED =
  'One channel holds both voices, so nothing is claimed of the caller’s emotion: only facts of the call. Record each side on a channel of its own, or name the caller’s recording with --customer.\n';

const CUT = 'The recording ends before its header says: what is there is replayed.\n';

const DAMAGED = 'Parts of the recording could not be decoded: the rest is replayed.\n';

export type ReplayerParts = {
  readonly classifier: OnnxClassifier;
  readonly options: ReplayOptions;
  /** Null = the timeline as text, or as events with `--json`. */
  readonly format: ExportFormat | null;
  /** Null = standard output. */
  readonly out: ResultFiles | null;
  readonly reports: ResultFiles | null;
  readonly hasSeveral: boolean;
};

/** Coaches recordings one after another and writes what is asked for of each. */
export class RecordingReplayer {
  readonly #parts: ReplayerParts;
  /** RTTM separates by blanks. */
  readonly #ids = new RecordingIds((name) => name.replaceAll(/\s+/g, '_'));
  #isHeaderDue = true;

  constructor(parts: ReplayerParts) {
    this.#parts = parts;
  }

  async replay({ name, files }: ReplayJob): Promise<void> {
    const { options, format, out, hasSeveral } = this.#parts;
    const recording = await readRecording(files);
    const about = hasSeveral ? `${name}: ` : '';
    if (recording.isCut) remarks.write(`${about}${CUT}`);
    if (recording.isDamaged) remarks.write(`${about}${DAMAGED}`);
    if (recording.tracks.some(({ role }) => role === 'mixed')) remarks.write(`${about}${MIXED}`);
    if (format === null && hasSeveral && out === null && !options.json) process.stdout.write(`== ${name}\n`);
    const lines: string[] = [];
    const events = await this.#coach(recording, basename(name), (event) => {
      const line = options.json ? JSON.stringify(event) : coachEventLine(event, options.language);
      if (format !== null || line === null) return;
      if (out === null) process.stdout.write(`${line}\n`);
      else lines.push(`${line}\n`);
    });
    const notes = notesOf(recording, events);
    for (const note of notes.filter(({ kind }) => kind !== 'mixed'))
      remarks.write(`${about}${noteText(note, options.language)}\n`);
    const text = lines.join('');
    if (format === null && out !== null) await this.#write(out.fileFor(name, 'txt'), text);
    if (format === null && this.#parts.reports === null) return;
    const timeline = callTimeline(recording.tracks.map(contourOf), events);
    await this.#export(name, timeline);
    const report = this.#parts.reports?.fileFor(name, 'html');
    if (report === undefined) return;
    const page: CallReport = {
      title: basename(name),
      timeline,
      notes,
      recordings: recordingNames(files),
      made: { at: new Date(), version: VERSION, model: this.#parts.classifier.manifest.sha256.slice(0, 8) },
      compared: options.compare === undefined ? null : await this.#otherRun(options.compare, timeline),
    };
    await this.#write(report, timelineReport(page, options.language));
  }

  /** What `--compare` names: the lines of `--json`, or another recording, coached in the same way. */
  async #otherRun(path: string, { durationMs }: CallTimeline): Promise<ComparedRun> {
    const name = basename(path);
    if (/\.jsonl?$/i.test(path)) return parseRun(name, await readText(path), durationMs);
    const { left } = this.#parts.options;
    const events = await this.#coach(await readRecording({ kind: 'stereo', path, left }), name, () => {});
    return comparedRun(name, events, durationMs);
  }

  async #coach(
    recording: Recording,
    name: string,
    onEvent: (event: CoachEvent) => void,
  ): Promise<readonly CoachEvent[]> {
    const { classifier, options } = this.#parts;
    const roles = recording.tracks.map(({ role }) => role);
    const coach = new CallCoach(defaultCoachOptions(roles, options.notice));
    const durations = recording.tracks.map(
      ({ samples, sampleRateHz }) => (samples.length * 1000) / sampleRateHz,
    );
    const progress = callProgress(remarks, name, Math.max(0, ...durations), () => performance.now());
    const events: CoachEvent[] = [];
    for await (const event of replayCall(recording, coach, classifier)) {
      events.push(event);
      if (event.type !== 'observation') progress.clear();
      onEvent(event);
      progress.show(event.atMs);
    }
    progress.clear();
    return events;
  }

  async #export(name: string, timeline: CallTimeline): Promise<void> {
    const { format, out, options } = this.#parts;
    if (format === null) return;
    const text = format.write(
      analysisOf({ name: basename(name), id: this.#ids.idOf(name) }, timeline, options.language),
    );
    if (out !== null) await this.#write(out.fileFor(name, format.ending), `${format.header ?? ''}${text}`);
    else {
      process.stdout.write(`${this.#isHeaderDue ? (format.header ?? '') : ''}${text}`);
      this.#isHeaderDue = false;
    }
  }

  async #write(file: string, text: string): Promise<void> {
    await writeFile(file, text);
    remarks.write(`wrote ${file}\n`);
  }
}

function notesOf({ tracks }: Recording, events: readonly CoachEvent[]): readonly CallNote[] {
  const caller = tracks.find(({ role }) => role === 'customer');
  return callNotes({
    roles: tracks.map(({ role }) => role),
    events,
    hearing: hearingCurve(events),
    reachesTop: caller === undefined ? null : reachesTelephoneTop(caller),
  });
}

/** The files that a page may play: those of this call, by their names alone. */
function recordingNames(files: RecordingFiles): string[] {
  const paths = files.kind === 'stereo' ? [files.path] : [files.customer, files.agent];
  return paths.flatMap((path) => (path === undefined || path === '-' ? [] : [basename(path)]));
}

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new EvenkeelError('cli.run-unreadable', path, { cause });
  });
}
