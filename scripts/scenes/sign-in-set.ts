import type { Page } from 'playwright-core';
import { issueSignInLink } from '../../src/auth/issue-token.js';
import type { Language } from '../../src/i18n/language.js';
import { type SignInTexts, signInTexts } from '../../src/i18n/texts/sign-in-texts.js';
import { SECRET, startSite } from '../../test/support/signed-in-site.js';
import { PAGE_HEIGHTS, type Scene, type SceneSet } from './scene.js';

/** The page of sign-ins, with a real identity provider behind it. */
export const SIGN_IN_SET: SceneSet = {
  name: 'sign-in',
  heights: PAGE_HEIGHTS,
  scrolls: true,
  async open() {
    const site = await startSite();
    const text = (read: (texts: SignInTexts) => readonly string[]) => (language: Language) =>
      read(signInTexts[language]);
    const enter = async (page: Page, login: string, language: Language) => {
      await page.goto(`${site.url}/sign-in`);
      await page.getByRole('button', { name: signInTexts[language].signIn.admin }).click();
      await page.getByLabel('Login').fill(login);
      await page.getByRole('button', { name: 'Enter' }).click();
      await page.locator('main.sign-in').waitFor();
    };
    const link = () =>
      issueSignInLink(
        { secret: SECRET, issuer: 'evenkeel', audience: 'evenkeel' },
        { role: 'admin', tenant: 'acme', subject: 'olu', teams: [] },
      );
    let used = '';
    const scenes: Scene[] = [
      {
        name: 'nobody',
        fresh: true,
        async enter({ page }) {
          await page.goto(`${site.url}/sign-in`);
          await page.locator('main.sign-in button.button').first().waitFor();
        },
        words: text(({ title, nobody, signIn }) => [title, nobody, ...Object.values(signIn)]),
      },
      {
        name: 'no-access',
        fresh: true,
        enter: ({ page, language }) => enter(page, 'eve', language),
        words: text(({ problems, tryAgain }) => [problems['no-role'], tryAgain]),
      },
      {
        name: 'signed-in-by-link',
        fresh: true,
        async enter({ page }) {
          used = await link();
          await page.goto(`${site.url}/sign-in#sign-in=${used}`);
          await page.locator('[data-role="admin"]').waitFor();
        },
        words: text(({ roles, open, signOut }) => [roles.admin, open.admin, signOut]),
      },
      {
        name: 'signed-out',
        fresh: false,
        async enter({ page, language }) {
          await page.getByRole('button', { name: signInTexts[language].signOut }).click();
          await page.getByText(signInTexts[language].signedOut).waitFor();
        },
      },
      {
        name: 'link-used',
        fresh: true,
        enter: async ({ page }) => void (await page.goto(`${site.url}/sign-in#sign-in=${used}`)),
        words: text(({ problems }) => [problems['link-used']]),
      },
    ];
    return { scenes, stop: () => site.stop() };
  },
};
