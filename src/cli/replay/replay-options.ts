import { EvenkeelError } from '../../errors.js';
import type { Language } from '../../i18n/language.js';
import { EXPORT_FORMATS, type ExportFormat } from '../../lab/exports/export-formats.js';
import type { RecordingFiles } from '../../lab/recordings/recording.js';

/** The options of `evenkeel replay`. */
export type ReplayOptions = {
  readonly customer?: string;
  readonly agent?: string;
  readonly left: 'customer' | 'agent';
  readonly notice: boolean;
  readonly language: Language;
  readonly json: boolean;
  readonly format: string;
  readonly out?: string;
  readonly report?: string;
  readonly compare?: string;
  readonly watch?: string;
};

/** One recording to replay, and what it is called in what is printed. */
export type ReplayJob = { readonly name: string; readonly files: RecordingFiles };

/** The format by its name; null = the timeline as text. */
export function formatOf({ format }: ReplayOptions): ExportFormat | null {
  return EXPORT_FORMATS.find(({ name }) => name === format) ?? null;
}

/** The one recording that `--customer` and `--agent` name; null where recordings are named as arguments. */
export function sidesJob(inputs: readonly string[], options: ReplayOptions): ReplayJob | null {
  const { customer, agent, watch } = options;
  const ways = [inputs.length > 0, customer !== undefined || agent !== undefined, watch !== undefined];
  if (ways.filter(Boolean).length !== 1)
    throw new EvenkeelError(
      'cli.usage',
      'Name recordings or folders, or --customer and --agent, or --watch FOLDER.',
    );
  if (customer === undefined && agent === undefined) return null;
  return { name: customer ?? agent ?? 'call', files: { kind: 'sides', customer, agent } };
}
