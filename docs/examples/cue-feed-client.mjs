// Prints an agent's cues as they come: node cue-feed-client.mjs https://evenkeel.example/ TOKEN [zh-CN]
const [url, token, language = 'en'] = process.argv.slice(2);
const shown = new Set();
for (let failures = 0; ; failures += 1) {
  try {
    const feed = new URL(`v1/cues?language=${language}`, url);
    const reply = await fetch(feed, { headers: { authorization: `Bearer ${token}` } });
    if (reply.status === 401 || reply.status === 403) throw new Error((await reply.json()).message);
    let text = '';
    for await (const chunk of reply.body.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const events = text.split('\n\n');
      text = events.pop();
      for (const event of events) show(JSON.parse(event.slice('data: '.length)));
      failures = 0;
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // a TypeError is a lost connection: try again
  }
  await new Promise((resolve) => setTimeout(resolve, Math.min(15_000, 500 * 2 ** failures) * Math.random()));
}

function show(event) {
  if (event.type === 'error') throw new Error(`${event.code}: ${event.text}`);
  if (event.type !== 'cue' || shown.has(event.id)) return;
  shown.add(event.id);
  console.log(`${event.title} | ${event.advice} | ${event.reason}`);
}
