import { InvalidArgumentError } from 'commander';
import { LANGUAGES, type Language } from '../../i18n/language.js';
import { type InitAnswers, KNOWN_DESKTOPS, type Platform } from './init-answers.js';
import { PLATFORM_PLANS } from './platform-plans.js';

/** What the questions ask for. */
export type SixAnswers = Pick<
  InitAnswers,
  'platform' | 'desktop' | 'callLanguages' | 'notice' | 'storage' | 'signIn'
>;

/** For whoever answers nothing: everything on this machine. */
export const USUAL_ANSWERS: SixAnswers = {
  platform: 'native',
  desktop: 'tab',
  callLanguages: ['en'],
  notice: 'greeting',
  storage: 'sqlite',
  signIn: 'link',
};

/** The option of each question, as people write it. */
export const OPTION_OF: Readonly<Record<keyof SixAnswers, string>> = {
  platform: '--platform',
  desktop: '--desktop',
  callLanguages: '--call-languages',
  notice: '--notice',
  storage: '--storage',
  signIn: '--sign-in',
};

/** Genesys calls its protocol AudioHook; people look for the name of the product. */
export function platformName(text: string): Platform {
  const name = text === 'genesys' ? 'audiohook' : text;
  const known = Object.keys(PLATFORM_PLANS) as Platform[];
  const platform = known.find((one) => one === name);
  if (platform === undefined)
    throw new InvalidArgumentError(`Allowed choices are genesys, ${known.join(', ')}.`);
  return platform;
}

export function desktopPlace(text: string): string {
  if (text === 'tab' || Object.hasOwn(KNOWN_DESKTOPS, text)) return text;
  return originOf(
    text,
    'Give tab, genesys, flex, or the origin of a page, such as https://desktop.example.com.',
  );
}

export function signInWay(text: string): string {
  if (text === 'link') return text;
  originOf(
    text,
    'Give link, or the issuer of your identity provider, such as https://login.example.com/realms/acme.',
  );
  return text;
}

export function publicAddress(text: string): string {
  return originOf(text, 'Give the address without a path, such as https://coach.example.com.');
}

export function languageList(text: string): Language[] {
  const wanted = text.split(',').map((part) => part.trim());
  const known = LANGUAGES.filter((language) => wanted.includes(language));
  if (known.length !== wanted.length)
    throw new InvalidArgumentError(`Give one or both of ${LANGUAGES.join(', ')}.`);
  return known;
}

export function tenantOption(text: string): string {
  // It stands in the printed commands, so it must need no quotes there.
  if (!/^[\w.-]{1,64}$/.test(text))
    throw new InvalidArgumentError('Give letters, digits and hyphens, such as acme.');
  return text;
}

/** `http` is for this machine alone: what travels is somebody's call. */
function originOf(text: string, why: string): string {
  if (!URL.canParse(text)) throw new InvalidArgumentError(why);
  const { protocol, origin, hostname } = new URL(text);
  const isHere = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  if (protocol !== 'https:' && !(protocol === 'http:' && isHere)) throw new InvalidArgumentError(why);
  return origin;
}
