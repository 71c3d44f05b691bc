import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../i18n/language.js';
import { type SignInProblem, type SignInRole, signInTexts } from '../../i18n/texts/sign-in-texts.js';
import type { SessionsAnswer } from '../../sign-in/session-routes.js';
import { LanguageSwitch } from '../language-switch.js';
import { keepPageLook, type PageLook, showPageLook } from '../page-look.js';
import type { PageTokens } from '../page-tokens.js';
import { SignedIn } from './signed-in.js';

/** How somebody came to this page. */
export type Arrival =
  | { readonly how: 'handed-over' | 'not-handed-over' | 'by-itself' }
  | { readonly how: 'with-problem'; readonly code: string; readonly again: string };

const PROBLEMS: ReadonlyMap<string, SignInProblem> = new Map([
  ['auth.sign-in-stale', 'stale'],
  ['auth.sign-in-refused', 'refused'],
  ['auth.sign-in-no-role', 'no-role'],
  ['auth.provider-away', 'provider-away'],
  ['auth.sessions-away', 'provider-away'],
  ['auth.sessions-full', 'full'],
]);
const ROLES = ['agent', 'lead', 'reader', 'admin'] as const;

/** Who is signed in in this browser, and the ways in and out. */
export function SignInPage(props: {
  readonly arrival: Arrival;
  readonly tokens: PageTokens;
  readonly look: PageLook;
}) {
  const { arrival, tokens } = props;
  const [look, setLook] = useState(props.look);
  const [sessions, setSessions] = useState<SessionsAnswer | null>(null);
  const [said, setSaid] = useState('');
  const { language } = look;
  const texts = signInTexts[language];

  const load = async () => {
    try {
      const token = await tokens.token();
      setSessions(await readSessions(token));
      if (tokens.end === 'link-used') setSaid(texts.problems['link-used']);
      else if (token === null && tokens.end !== 'never') setSaid(texts.problems.ended);
    } catch {
      setSaid(texts.problems['provider-away']);
    }
  };
  useEffect(() => {
    if (arrival.how === 'by-itself') void load();
  }, []);
  useEffect(() => {
    document.title = `${texts.title} · Evenkeel`;
  }, [texts]);

  const speak = (chosen: Language) => {
    const next = { ...look, language: chosen };
    keepPageLook(next);
    showPageLook(document, next);
    setLook(next);
  };
  const signOut = async (as: SignInRole) => {
    const providerUrl = await askToSignOut(as, await tokens.token());
    if (providerUrl !== null) window.location.assign(providerUrl);
    else {
      setSaid(texts.signedOut);
      setSessions(await readSessions(null));
    }
  };
  const signIn = (as: SignInRole) => {
    // Only the administration lives on this page: the others are signed in where they go.
    if (window.parent !== window && as === 'admin') void tokens.signIn().then(load);
    else window.location.assign(`sign-in/start?as=${as}`);
  };

  return (
    <main class="sign-in">
      <header>
        <h1>{texts.title}</h1>
        <LanguageSwitch language={language} label={texts.language} onChange={speak} />
      </header>
      {said !== '' && <p role="alert">{said}</p>}
      {arrival.how === 'handed-over' && <p role="status">{texts.handedOver}</p>}
      {arrival.how === 'not-handed-over' && <p role="alert">{texts.notHandedOver}</p>}
      {arrival.how === 'with-problem' && (
        <section class="card">
          <p role="alert">{texts.problems[PROBLEMS.get(arrival.code) ?? 'other']}</p>
          <a class="button button-main" href={arrival.again}>
            {texts.tryAgain}
          </a>
        </section>
      )}
      {arrival.how === 'by-itself' && sessions === null && said === '' && (
        <p role="status">{texts.loading}</p>
      )}
      {sessions?.signedIn.map((session) => (
        <SignedIn
          key={session.id}
          session={session}
          texts={texts}
          language={language}
          onSignOut={() => signOut(session.role)}
        />
      ))}
      {sessions?.signedIn.length === 0 && (
        <p class="soft">{sessions.provider ? texts.nobody : texts.noProvider}</p>
      )}
      {sessions?.provider === true && (
        <div class="row">
          {ROLES.filter((role) => sessions.signedIn.every((session) => session.role !== role)).map((role) => (
            <button key={role} type="button" class="button" onClick={() => signIn(role)}>
              {texts.signIn[role]}
            </button>
          ))}
        </div>
      )}
    </main>
  );
}

async function readSessions(token: string | null): Promise<SessionsAnswer> {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` };
  return (await fetch('v1/session', { headers })).json() as Promise<SessionsAnswer>;
}

async function askToSignOut(as: SignInRole, token: string | null): Promise<string | null> {
  const reply = await fetch('v1/session/sign-out', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-evenkeel-page': 'sign-in',
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
    body: JSON.stringify({ as }),
  });
  return ((await reply.json()) as { readonly providerUrl: string | null }).providerUrl;
}
