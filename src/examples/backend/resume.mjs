// Answers that a reader can come back to: node resume.mjs
import { randomUUID } from 'node:crypto';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { streamSSE } from 'hono/streaming';
import OpenAI from 'openai';

const client = new OpenAI({
  apiKey: process.env.SOLIDRUST_API_KEY ?? '',
  baseURL: process.env.SOLIDRUST_BASE_URL ?? 'https://api.solidrust.ai/v1',
});
const KEPT_MS = 60_000; // how long an answer waits for a reader
const answers = new Map(); // by an id that nobody can guess

class Answer {
  events = [];
  readers = 0;
  news = Promise.withResolvers();
  stop = new AbortController();

  add(event, value) {
    const id = String(this.events.length);
    this.events.push({ id, event, data: JSON.stringify(value) });
    this.news.resolve();
    this.news = Promise.withResolvers();
  }

  /** The events from this one on: those so far, and those to come. */
  async *from(next) {
    for (; this.events[next - 1]?.event !== 'end'; next++) {
      while (next >= this.events.length) await this.news.promise;
      yield this.events[next];
    }
  }

  async write(messages) {
    let finishReason;
    try {
      const stream = await client.chat.completions.create(
        { model: 'vllm-primary', max_tokens: 1000, messages, stream: true },
        { signal: this.stop.signal }
      );
      for await (const { choices } of stream) {
        if (!choices?.[0]) continue; // a chunk of token counts has none
        this.add('text', choices[0].delta?.content ?? '');
        finishReason = choices[0].finish_reason;
      }
    } catch {
      finishReason = 'error'; // its message may hold the key
    }
    if (this.stop.signal.aborted) finishReason = 'stopped';
    this.add('end', finishReason ?? 'cut off');
  }
}

function forgetLater(id, answer) {
  answer.timer = setTimeout(() => {
    answer.stop.abort(); // nobody came back
    answers.delete(id);
  }, KEPT_MS);
}

const app = new Hono();
app.use(csrf()); // pages of other origins may not ask

app.post('/answers', async ({ req, json }) => {
  // Here you check who asks: whoever gets past this line spends your tokens.
  const { messages } = await req.json();
  const [id, answer] = [randomUUID(), new Answer()];
  answers.set(id, answer);
  forgetLater(id, answer);
  void answer.write(messages);
  return json({ id });
});

app.get('/answers/:id', (context) => {
  const id = context.req.param('id');
  const answer = answers.get(id);
  if (!answer) return context.body(null, 204); // do not reconnect
  const last = context.req.header('last-event-id') ?? -1;
  clearTimeout(answer.timer);
  answer.readers++;
  return streamSSE(context, async (stream) => {
    for await (const event of answer.from(Number(last) + 1)) {
      await stream.writeSSE(event);
      if (stream.aborted) break; // the model writes on
    }
    if (--answer.readers === 0) forgetLater(id, answer);
  });
});

app.delete('/answers/:id', ({ req, body }) => {
  answers.get(req.param('id'))?.stop.abort();
  return body(null, 204);
});

app.use(serveStatic({ root: './public' }));
const port = Number(process.env.PORT ?? 8000);
serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, (server) =>
  console.log(`Listening on http://127.0.0.1:${server.port}`)
);
