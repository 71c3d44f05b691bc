import { EvenkeelError } from '../../errors.js';
import { filled } from '../../i18n/filled.js';
import { LANGUAGES, type Language } from '../../i18n/language.js';
import { initTexts } from '../../i18n/texts/init-texts.js';
import type { KNOWN_DESKTOPS, NOTICES, Platform, STORAGES } from './init-answers.js';
import type { SixAnswers } from './init-options.js';
import { PLATFORM_PLANS } from './platform-plans.js';

/** Asks what the options leave open, one question after another. Loaded only where somebody sits at a terminal. */
export async function askQuestions(given: Partial<SixAnswers>, language: Language): Promise<SixAnswers> {
  const { select, text, isCancel } = await import('@clack/prompts');
  const texts = initTexts[language];

  const answered = <T extends string>(answer: T | symbol): T => {
    if (isCancel(answer) || typeof answer === 'symbol') throw new EvenkeelError('cli.usage', texts.cancelled);
    return answer;
  };
  const choose = async <T extends string>(
    message: string,
    options: Readonly<Record<T, string>>,
  ): Promise<T> =>
    answered<T>(
      (await select({
        message,
        options: Object.entries<string>(options).map(([value, label]) => ({ value, label })),
      })) as T | symbol,
    );
  const address = async (message: string, example: string): Promise<string> => {
    const validate = (value: string | undefined) =>
      /^https:\/\/[^\s]+$/.test(value ?? '')
        ? undefined
        : filled(texts.addressNeeded, { scheme: 'https://' });
    return answered<string>(await text({ message: filled(message, { example }), validate }));
  };

  const platforms = Object.fromEntries(
    Object.entries(PLATFORM_PLANS).map(([name, { label }]) => [name, label ?? texts.ownSource]),
  ) as Record<Platform, string>;
  const platform = given.platform ?? (await choose(texts.questions.platform, platforms));
  const desktops = Object.fromEntries(
    Object.entries(texts.desktops).map(([name, label]) => [
      name,
      filled(label, { name: name === 'flex' ? 'Twilio Flex' : 'Genesys Cloud' }),
    ]),
  ) as Record<'tab' | 'own' | keyof typeof KNOWN_DESKTOPS, string>;
  const place = given.desktop ?? (await choose(texts.questions.desktop, desktops));
  const desktop = place === 'own' ? await address(texts.origin, 'https://desktop.example.com') : place;
  const spoken = given.callLanguages ?? (await choose(texts.questions.callLanguages, texts.languages));
  const callLanguages = typeof spoken !== 'string' ? spoken : spoken === 'both' ? LANGUAGES : [spoken];
  const notice =
    given.notice ?? (await choose<(typeof NOTICES)[number]>(texts.questions.notice, texts.notices));
  const storage =
    given.storage ?? (await choose<(typeof STORAGES)[number]>(texts.questions.storage, texts.storages));
  const way = given.signIn ?? (await choose(texts.questions.signIn, texts.signIns));
  const signIn =
    way === 'provider' ? await address(texts.issuer, 'https://login.example.com/realms/acme') : way;
  return { platform, desktop, callLanguages, notice, storage, signIn };
}
