import type { ConfigProblem } from '../../config/config-problem.js';
import { problemLine } from '../../config/config-problem.js';
import type { EvenkeelError } from '../../errors.js';
import { errorText } from '../../i18n/error-text.js';
import { spokenLanguage, told } from './cli-language.js';

/** Names of types in what the schemas say of a value. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['string', '文本'],
  ['number', '数值'],
  ['int', '整数'],
  ['boolean', '是（true）或否（false）'],
  ['undefined', '空'],
  ['null', '空'],
]);

/** An error with its code, as one line, or as one line for each problem of a configuration. */
export function errorTold(error: EvenkeelError): string {
  const { code, message, cause } = error;
  if (spokenLanguage() === 'en' || !isProblems(cause)) return told(`evenkeel: ${code}: ${message}`);
  const lines = cause.map(problemTold).join('\n  ');
  return `evenkeel：${code}: ${errorText(code, spokenLanguage())} ${lines}`;
}

/** Where, what, and the remedy, in the language that is spoken. */
export function problemTold(problem: ConfigProblem): string {
  if (spokenLanguage() === 'en') return problemLine(problem);
  const { where, path, sentence, remedy } = problem;
  const setting = path === '' ? '' : `${path}：`;
  const said = told(sentence)
    .replace(
      / ?\b(string|number|int|boolean|undefined|null)\b/g,
      (_, type: string) => TYPES.get(type) ?? type,
    )
    .replace(/ ?<=\s?/, '不超过 ')
    .replace(/ ?>=\s?/, '不小于 ');
  return `${told(where)}：${setting}${said.replace(/\.$/, '。')}${told(remedy)}`;
}

function isProblems(cause: unknown): cause is readonly ConfigProblem[] {
  return (
    Array.isArray(cause) && cause.every((one) => typeof one === 'object' && one !== null && 'remedy' in one)
  );
}
