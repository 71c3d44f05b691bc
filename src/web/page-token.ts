import { perTab } from './safe-storage.js';

/**
 * The token this page was opened with. It comes in the URL's fragment (`#token=…`), which no server sees, is taken
 * out of the address bar at once, and lives as long as the tab.
 *
 * @param role keeps an agent's and a lead's token apart in one tab
 */
export function takePageToken(role: 'agent' | 'lead' | 'admin' | 'source'): string | null {
  const key = `evenkeel.token.${role}`;
  const fragment = new URLSearchParams(window.location.hash.slice(1));
  const given = fragment.get('token');
  if (given === null || given === '') return perTab.get(key);
  keepPageToken(role, given);
  fragment.delete('token');
  const rest = fragment.toString();
  const { pathname, search } = window.location;
  window.history.replaceState(null, '', `${pathname}${search}${rest === '' ? '' : `#${rest}`}`);
  return given;
}

/** Keeps a renewed token for a reload of this tab; null forgets it. */
export function keepPageToken(role: 'agent' | 'lead' | 'admin' | 'source', token: string | null): void {
  perTab.set(`evenkeel.token.${role}`, token);
}
