// Passes a chat stream on; the key stays here: node short.mjs
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { csrf } from 'hono/csrf';

const api = process.env.SOLIDRUST_BASE_URL ?? 'https://api.solidrust.ai/v1';
const headers = {
  Authorization: `Bearer ${process.env.SOLIDRUST_API_KEY}`,
  'Content-Type': 'application/json',
};
const app = new Hono();
app.use(csrf()); // pages of other origins may not ask

app.post('/v1/chat/completions', async ({ req, body, json }) => {
  // Here you check who asks: whoever gets past this line spends your tokens.
  const { messages } = await req.json();
  const question = { model: 'vllm-primary', max_tokens: 1000, stream: true };
  const answer = await fetch(`${api}/chat/completions`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...question, messages }),
    signal: req.raw.signal, // the page goes, and so does the request
  });
  if (answer.ok)
    return body(answer.body, 200, { 'Content-Type': 'text/event-stream' });
  // Its message stays here: some servers repeat the key in it.
  const message = `The API answered ${answer.status}.`;
  return json({ error: { message } }, answer.status);
});

app.use(serveStatic({ root: './public' }));
const port = Number(process.env.PORT ?? 8000);
serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, (server) =>
  console.log(`Listening on http://127.0.0.1:${server.port}`)
);
