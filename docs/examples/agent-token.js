/** Your back end knows who is signed in, and answers with that agent's token. */
export async function getToken() {
  const reply = await fetch('/evenkeel-token', { method: 'POST', credentials: 'include' });
  if (!reply.ok) throw new Error(`No Evenkeel token: ${reply.status}`);
  return reply.text();
}

/** It also asks Evenkeel for a binding ticket, if this agent is on this call: `POST …/calls/{platform}/{callId}/ticket`. */
export async function getTicket(platform, callId) {
  const call = `${encodeURIComponent(platform)}/${encodeURIComponent(callId)}`;
  const reply = await fetch(`/evenkeel-ticket/${call}`, { method: 'POST', credentials: 'include' });
  if (!reply.ok) throw new Error(`No Evenkeel ticket: ${reply.status}`);
  return reply.text();
}
