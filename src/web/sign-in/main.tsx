import { render } from 'preact';
import type { TicketMessage } from '../frame-sign-in.js';
import { readPageLook, showPageLook } from '../page-look.js';
import { takeFromFragment } from '../page-token.js';
import { PageTokens } from '../page-tokens.js';
import { type Arrival, SignInPage } from './sign-in-page.js';

const root = document.getElementById('sign-in');
if (root !== null) {
  const look = readPageLook();
  showPageLook(document, look);
  const tokens = new PageTokens('admin');
  render(<SignInPage arrival={arrive()} tokens={tokens} look={look} />, root);
}

/** How somebody came here: with a ticket for the frame that waits, with a problem, or to see who is signed in. */
function arrive(): Arrival {
  const ticket = takeFromFragment('ticket');
  if (ticket !== null) return { how: handOver(ticket) ? 'handed-over' : 'not-handed-over' };
  const problem = takeFromFragment('problem');
  if (problem === null) return { how: 'by-itself' };
  const [as, to, proof] = ['as', 'to', 'proof'].map(takeFromFragment);
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ as, to, proof })) if (value) query.set(name, value);
  return { how: 'with-problem', code: problem, again: `sign-in/start?${query}` };
}

/** The ticket goes to the window that opened this one, and only if that is a page of ours. */
function handOver(ticket: string): boolean {
  const opener = window.opener as Window | null;
  if (opener === null) return false;
  const message: TicketMessage = { type: 'evenkeel.sign-in', ticket };
  opener.postMessage(message, window.location.origin);
  window.close();
  return true;
}
