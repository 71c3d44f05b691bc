import { AUDIO_ERRORS } from './errors/audio-errors.js';
import { AUTH_ERRORS } from './errors/auth-errors.js';
import { BINDING_ERRORS } from './errors/binding-errors.js';
import { CLI_ERRORS } from './errors/cli-errors.js';
import { CONFIG_ERRORS } from './errors/config-errors.js';
import { DESKTOP_ERRORS } from './errors/desktop-errors.js';
import type { ErrorRow } from './errors/error-row.js';
import { EXPOSURE_ERRORS } from './errors/exposure-errors.js';
import { HTTP_ERRORS } from './errors/http-errors.js';
import { INTERNAL_ERRORS } from './errors/internal-errors.js';
import { LABEL_ERRORS } from './errors/label-errors.js';
import { PEOPLE_ERRORS } from './errors/people-errors.js';
import { SERVER_ERRORS } from './errors/server-errors.js';
import { SIMULATE_ERRORS } from './errors/simulate-errors.js';
import { STORAGE_ERRORS } from './errors/storage-errors.js';
import { STREAM_ERRORS } from './errors/stream-errors.js';

/**
 * Every error the product can raise. A code is stable: operators alert on it and clients switch on it.
 * `http` is the HTTP status, `close` the WebSocket close code, `text` one sentence that says what to do next.
 * The rows of an area are one file of `errors/`.
 */
export const ERRORS = {
  ...AUDIO_ERRORS,
  ...AUTH_ERRORS,
  ...BINDING_ERRORS,
  ...CLI_ERRORS,
  ...CONFIG_ERRORS,
  ...DESKTOP_ERRORS,
  ...EXPOSURE_ERRORS,
  ...HTTP_ERRORS,
  ...INTERNAL_ERRORS,
  ...LABEL_ERRORS,
  ...PEOPLE_ERRORS,
  ...SERVER_ERRORS,
  ...SIMULATE_ERRORS,
  ...STORAGE_ERRORS,
  ...STREAM_ERRORS,
  'calibration.too-little-data': {
    http: 400,
    close: 1008,
    text: 'There are too few labelled stretches to calibrate on: label more, from at least 5 calls.',
  },
  'calibration.no-better': {
    http: 400,
    close: 1008,
    text: 'Calls left out of the fit are judged no better than before: keep the calibration that there is.',
  },
  'calibration.other-model': {
    http: 500,
    close: 1011,
    text: 'The calibration was fitted to another model: run `evenkeel calibrate model` again.',
  },
  'calibration.unreadable': {
    http: 500,
    close: 1011,
    text: 'The calibration cannot be read: give the file that `evenkeel calibrate model` wrote.',
  },
  'corpus.clip-unreadable': {
    http: 400,
    close: 1008,
    text: 'A clip of the speech corpus cannot be read. Check its path, and that it is WAV or FLAC.',
  },
  'corpus.empty': {
    http: 400,
    close: 1008,
    text: 'The speech corpus holds no clip that can be used: check clips.tsv and --part.',
  },
  'corpus.already-there': {
    http: 400,
    close: 1008,
    text: 'That folder already holds this corpus. Name another folder, or delete this one first.',
  },
  'corpus.mapping-invalid': {
    http: 400,
    close: 1008,
    text: 'The layout of the corpus is not known. Name crema-d, emodb, or a mapping file as docs/model-for-production.md describes it.',
  },
  'corpus.part-unknown': {
    http: 400,
    close: 1008,
    text: 'No speaker of the corpus belongs to that part: see the part column of its speakers.tsv.',
  },
  'model.failed': {
    http: 500,
    close: 1011,
    text: 'The emotion model failed on a batch: no emotion is claimed for those seconds.',
  },
  'model.inputs': {
    http: 500,
    close: 1011,
    text: 'The model takes other inputs than this build feeds: use the model that came with this version.',
  },
  'model.labels': {
    http: 500,
    close: 1011,
    text: 'The model gives other labels than anger, anxiety, other, in this order.',
  },
  'model.opset': {
    http: 500,
    close: 1011,
    text: 'The model needs an ONNX operator set that this build was not tested with. Export it again with the one in its manifest.',
  },
  'model.research-only': {
    http: 500,
    close: 1011,
    text: 'This network learned from speech that is for research alone, and model.use is commercial. Set model.kind to prosody, or train a network on speech that you may use and name it in model.path: docs/model-for-production.md has the commands.',
  },
  'model.schema-mismatch': {
    http: 500,
    close: 1011,
    text: 'The model was trained on another version of the features: retrain it, or use the model that came with this version.',
  },
  'model.sha-mismatch': {
    http: 500,
    close: 1011,
    text: 'The model file is not the one its manifest was written for: install both again.',
  },
  'model.unreadable': {
    http: 500,
    close: 1011,
    text: 'The model or its manifest cannot be read: check the path and install both again.',
  },
  'model.window-invalid': {
    http: 500,
    close: 1011,
    text: 'A window of features is empty, of the wrong length, or holds a value that is not a number.',
  },
  'table.cell-unreadable': {
    http: 400,
    close: 1008,
    text: 'A cell of the table does not fit its column. Correct the cell that is named.',
  },
  'table.column-missing': {
    http: 400,
    close: 1008,
    text: 'The table lacks a column that is required. Add the one that is named.',
  },
  'table.row-torn': {
    http: 400,
    close: 1008,
    text: 'A line of the table has more or fewer cells than its header. Correct the line that is named.',
  },
  'table.unreadable': {
    http: 400,
    close: 1008,
    text: 'The table cannot be read. Check its path, and that it is CSV in UTF-8.',
  },
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof ERRORS;

/** The only error class: a stable code, an optional detail (never an identifier, never audio) and a cause. */
export class EvenkeelError extends Error {
  override readonly name = 'EvenkeelError';

  constructor(
    readonly code: ErrorCode,
    readonly detail?: string,
    options?: ErrorOptions,
  ) {
    super(detail === undefined ? ERRORS[code].text : `${ERRORS[code].text} ${detail}`, options);
  }

  get httpStatus(): number {
    return ERRORS[this.code].http;
  }

  get closeCode(): number {
    return ERRORS[this.code].close;
  }
}
