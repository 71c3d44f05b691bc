import { type Command, Option } from 'commander';
import { EvenkeelError } from '../../errors.js';
import { filled } from '../../i18n/filled.js';
import { LANGUAGES, type Language } from '../../i18n/language.js';
import { initTexts } from '../../i18n/texts/init-texts.js';
import { languageOption } from '../output/cli-language.js';
import { askQuestions } from './ask-questions.js';
import { type InitAnswers, NOTICES, RUNS, type RunAnswer, STORAGES, USUAL_RUN } from './init-answers.js';
import { filesToFillIn, initFiles } from './init-files.js';
import {
  desktopPlace,
  languageList,
  OPTION_OF,
  platformName,
  publicAddress,
  type SixAnswers,
  signInWay,
  tenantOption,
  USUAL_ANSWERS,
} from './init-options.js';
import { nextCommands } from './next-commands.js';
import { PLATFORM_PLANS } from './platform-plans.js';
import { writeFiles } from './write-files.js';

type InitOptions = Partial<SixAnswers> & {
  readonly run?: RunAnswer;
  readonly tenant: string;
  readonly publicUrl?: string;
  readonly noticeVersion?: string;
  readonly yes: boolean;
  readonly force: boolean;
  readonly language: Language;
};

const EXAMPLES = `
Six questions, each with an option that answers it:
  platform        which telephone platform sends the calls
  desktop         where agents see the cues: a tab, or a frame in their desktop
  call-languages  which languages are spoken on the calls
  notice          how callers learn that software listens; without it no emotion is inferred
  storage         SQLite for one server; PostgreSQL, and Redis for several
  sign-in         a link that an administrator prints, or your identity provider

At a terminal it asks for what is not given. Elsewhere give all six, or --yes for everything on this machine.
It writes into the folder: the configuration with its comments (or Helm values), what starts the server, the
platform's own settings to copy, and secrets that it made up; then it prints the three commands to the first cue.
Files that are there stay as they are unless --force is given; secrets/ stay even then.

Examples:
  $ evenkeel init trial --yes                      a source of your own, SQLite, this machine
  $ evenkeel init centre --platform twilio --desktop flex --call-languages en --notice per-call \\
      --storage postgres --sign-in link --public-url https://coach.example.com
  $ evenkeel init trial --yes --force --language zh-CN   comments and messages in Chinese`;

/** `evenkeel init`: from six answers to everything that a first call needs. */
export function registerInit(program: Command): void {
  program
    .command('init')
    .description(
      'Asks six questions and writes a configuration, what starts the server, and the platform’s own settings to copy.',
    )
    .argument('[folder]', 'where to write', '.')
    .addOption(
      new Option('--platform <name>', 'who sends the calls; genesys is short for audiohook')
        .choices(Object.keys(PLATFORM_PLANS))
        .argParser(platformName),
    )
    .option('--desktop <place>', 'tab, genesys, flex, or the origin of a page', desktopPlace)
    .option('--call-languages <list>', `of ${LANGUAGES.join(', ')}; separated by commas`, languageList)
    .addOption(new Option('--notice <how>', 'how callers are told').choices(NOTICES))
    .addOption(new Option('--storage <kind>', 'where records are kept').choices(STORAGES))
    .option('--sign-in <way>', 'link, or the issuer of your identity provider', signInWay)
    .addOption(
      new Option('--run <how>', 'what starts the server; default: as the storage is usually run').choices(
        RUNS,
      ),
    )
    .option('--tenant <tenant>', 'tenant that the calls belong to', tenantOption, 'acme')
    .option('--public-url <url>', 'where platforms and browsers find the server', publicAddress)
    .option('--notice-version <version>', 'version of the notice’s wording; default: this month')
    .option('--yes', 'usual answers for what is not given', false)
    .option('--force', 'overwrite files that are there', false)
    .addOption(languageOption('language of questions, comments and messages: en or zh'))
    .addHelpText('after', EXAMPLES)
    .action(async (folder: string, options: InitOptions) => {
      const answers = completed(await sixAnswers(options), options);
      const files = initFiles(answers, options.language);
      const { written, kept } = await writeFiles(folder, files, {
        force: options.force,
        forContainer: answers.run === 'compose',
      });
      process.stdout.write(report(answers, { folder, written, kept, language: options.language }));
    });
}

async function sixAnswers(options: InitOptions): Promise<SixAnswers> {
  const missing = (Object.keys(OPTION_OF) as (keyof SixAnswers)[]).filter(
    (question) => options[question] === undefined,
  );
  if (options.yes || missing.length === 0) return { ...USUAL_ANSWERS, ...chosen(options) };
  if (process.stdin.isTTY !== true)
    throw new EvenkeelError(
      'cli.usage',
      `Nobody can be asked here. Give ${missing.map((question) => OPTION_OF[question]).join(', ')}, or --yes.`,
    );
  return askQuestions(chosen(options), options.language);
}

function chosen(options: InitOptions): Partial<SixAnswers> {
  return Object.fromEntries(
    Object.keys(OPTION_OF).flatMap((question) => {
      const answer = options[question as keyof SixAnswers];
      return answer === undefined ? [] : [[question, answer]];
    }),
  );
}

function completed(six: SixAnswers, { run, tenant, publicUrl, noticeVersion }: InitOptions): InitAnswers {
  const started = run ?? USUAL_RUN[six.storage];
  return {
    ...six,
    run: started,
    tenant,
    publicUrl: publicUrl ?? (started === 'helm' ? 'https://evenkeel.example' : 'http://127.0.0.1:8040'),
    noticeVersion: noticeVersion ?? new Date().toISOString().slice(0, 7),
  };
}

function report(
  answers: InitAnswers,
  what: {
    readonly folder: string;
    readonly written: readonly string[];
    readonly kept: readonly string[];
    readonly language: Language;
  },
): string {
  const texts = initTexts[what.language];
  const toFill = filesToFillIn(answers)
    .filter(({ file }) => !what.kept.includes(file))
    .map(({ file, field }) => (field === null ? file : `${file}: ${field}`));
  const indented = (lines: readonly string[]) => lines.map((line) => `  ${line}`);
  const needsOwner = answers.run === 'compose' && process.getuid?.() !== 0 && process.getuid?.() !== 1000;
  return [
    texts.wrote,
    ...indented(what.written),
    ...what.kept.map((file) => filled(texts.kept, { file })),
    ...(needsOwner ? [filled(texts.ownedBy, { files: 'evenkeel.yaml, secrets/' })] : []),
    ...(toFill.length > 0 ? ['', texts.fillFirst, ...indented(toFill)] : []),
    '',
    texts.next,
    ...indented([...(what.folder === '.' ? [] : [`cd ${what.folder}`]), ...nextCommands(answers)]),
    '',
  ].join('\n');
}
