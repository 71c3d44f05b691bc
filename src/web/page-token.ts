import { perTab } from './safe-storage.js';

/**
 * The token this page was opened with. It comes in the URL's fragment (`#token=…`), which no server sees, is taken
 * out of the address bar at once, and lives as long as the tab.
 *
 * @param role keeps an agent's and a lead's token apart in one tab
 */
export function takePageToken(role: 'agent' | 'lead' | 'reader' | 'admin' | 'source'): string | null {
  const given = takeFromFragment('token');
  if (given === null) return perTab.get(`evenkeel.token.${role}`);
  keepPageToken(role, given);
  return given;
}

/** Keeps a renewed token for a reload of this tab; null forgets it. */
export function keepPageToken(
  role: 'agent' | 'lead' | 'reader' | 'admin' | 'source',
  token: string | null,
): void {
  perTab.set(`evenkeel.token.${role}`, token);
}

/** Takes a value out of the URL's fragment, and so out of the address bar and the history. */
export function takeFromFragment(name: string): string | null {
  const fragment = new URLSearchParams(window.location.hash.slice(1));
  const given = fragment.get(name);
  if (given === null || given === '') return null;
  fragment.delete(name);
  const rest = fragment.toString();
  const { pathname, search } = window.location;
  window.history.replaceState(null, '', `${pathname}${search}${rest === '' ? '' : `#${rest}`}`);
  return given;
}
