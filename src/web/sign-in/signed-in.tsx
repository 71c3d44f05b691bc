import { dateLocale } from '../../i18n/date-locale.js';
import type { Language } from '../../i18n/language.js';
import type { SignInRole, SignInTexts } from '../../i18n/texts/sign-in-texts.js';
import type { SessionsAnswer } from '../../sign-in/session-routes.js';

const PAGE_OF: Readonly<Record<SignInRole, string>> = {
  agent: './',
  lead: 'exposure',
  reader: 'v1/audit',
  admin: 'v1/audit',
};

/** One sign-in of this browser. */
export function SignedIn(props: {
  readonly session: SessionsAnswer['signedIn'][number];
  readonly texts: SignInTexts;
  readonly language: Language;
  readonly onSignOut: () => void;
}) {
  const { session, texts, language } = props;
  const time = new Intl.DateTimeFormat(dateLocale(language), {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(session.endsAt);
  return (
    <section class="card" data-role={session.role}>
      <h2>{texts.roles[session.role]}</h2>
      <p>{texts.signedInAs.replace('{subject}', session.subject).replace('{tenant}', session.tenant)}</p>
      <p class="soft">{texts.until.replace('{time}', time)}</p>
      <div class="row">
        <a class="button button-main" href={PAGE_OF[session.role]}>
          {texts.open[session.role]}
        </a>
        <button type="button" class="button" onClick={props.onSignOut}>
          {texts.signOut}
        </button>
      </div>
    </section>
  );
}
