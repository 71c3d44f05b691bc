/** Your back end knows who is signed in, and answers with that agent's token. */
export async function getToken() {
  const reply = await fetch('/evenkeel-token', { method: 'POST', credentials: 'include' });
  if (!reply.ok) throw new Error(`No Evenkeel token: ${reply.status}`);
  return reply.text();
}
