/** Roles that have a page to open, and where it is. */
const PAGES = { agent: '/', lead: '/exposure', source: '/try' } as const;

type RoleWithPage = keyof typeof PAGES;

/** The address that opens a role's page signed in: the token is in the fragment, which no server or proxy sees. */
export function pageAddress(baseUrl: string, role: RoleWithPage, token: string): string {
  return `${baseUrl.replace(/\/$/, '')}${PAGES[role]}#token=${token}`;
}
