/** Roles that have a page to open, and where it is. */
const PAGES = {
  agent: '/',
  lead: '/exposure',
  admin: '/sign-in',
  reader: '/sign-in',
  source: '/try',
} as const;

type RoleWithPage = keyof typeof PAGES;

/** The address that opens a role's page signed in: the token is in the fragment, which no server or proxy sees. */
export function pageAddress(baseUrl: string, role: RoleWithPage, token: string): string {
  return `${baseUrl.replace(/\/$/, '')}${PAGES[role]}#token=${token}`;
}

/** The address by which a person signs in: its link is good once, and the browser keeps a session instead. */
export function signInAddress(baseUrl: string, role: Exclude<RoleWithPage, 'source'>, link: string): string {
  return `${baseUrl.replace(/\/$/, '')}${PAGES[role]}#sign-in=${link}`;
}
