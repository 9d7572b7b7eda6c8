// Passes chat streams on to your pages; the key stays here: node server.mjs
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';

const key = process.env.SOLIDRUST_API_KEY?.trim();
if (!key) {
  console.error('Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.');
  process.exit(1);
}
const baseURL = process.env.SOLIDRUST_BASE_URL ?? 'https://api.solidrust.ai/v1';

const MAX_BODY_BYTES = 64 * 1024;
const SILENCE_MS = 60_000; // of silence, not of the whole answer
const FRAME_END = /(\n\n|\r\n\r\n|\r\r)$/;

const app = new Hono();

app.post(
  '/v1/chat/completions',
  bodyLimit({
    maxSize: MAX_BODY_BYTES,
    onError: () => refuse(413, `At most ${MAX_BODY_BYTES} bytes, please.`),
  }),
  async ({ req }) => {
    // Here you check who asks: whoever gets past this line spends your tokens.
    const [mediaType] = (req.header('content-type') ?? '').split(';');
    if (mediaType.trim().toLowerCase() !== 'application/json') {
      return refuse(415, 'Send application/json.');
    }
    const messages = readMessages(await req.json().catch(() => null));
    if (!messages) {
      return refuse(
        400,
        'Send messages of the roles user and assistant, as text.'
      );
    }

    const gone = req.raw.signal; // aborts as soon as the client has gone
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(), SILENCE_MS);
    try {
      // Built anew: nothing else that the page sent goes on, its headers neither.
      const upstream = await fetch(
        `${baseURL.replace(/\/+$/, '')}/chat/completions`,
        {
          method: 'POST',
          headers: {
            Authorization: `Bearer ${key}`,
            'Content-Type': 'application/json',
            'Accept-Encoding': 'identity',
          },
          body: JSON.stringify({
            model: 'vllm-primary',
            max_tokens: 1000,
            messages,
            stream: true,
          }),
          signal: AbortSignal.any([gone, silence.signal]),
        }
      );
      const type = upstream.headers.get('content-type') ?? 'text/event-stream';
      if (!upstream.ok || !upstream.body || /json|html/i.test(type)) {
        const refusal = await refusalOf(upstream, type);
        clearTimeout(timer);
        return refusal;
      }
      return new Response(
        ReadableStream.from(passOn(upstream.body, timer, gone)),
        {
          headers: {
            'Content-Type': type,
            'Cache-Control': 'no-cache',
            'X-Accel-Buffering': 'no', // nginx: pass each piece on at once
          },
        }
      );
    } catch {
      clearTimeout(timer);
      return silence.signal.aborted
        ? refuse(504, 'The API did not answer in time.')
        : refuse(502, 'The API could not be reached.');
    }
  }
);

/** The system message is yours to write, so a page may not send one. */
function readMessages(body) {
  const messages = body?.messages;
  if (!Array.isArray(messages) || messages.length === 0) return null;
  const areFine = messages.every(
    (message) =>
      ['user', 'assistant'].includes(message?.role) &&
      typeof message.content === 'string'
  );
  return areFine
    ? messages.map(({ role, content }) => ({ role, content }))
    : null;
}

/** The bytes as they come, unchanged. Leaving it closes the connection. */
async function* passOn(body, timer, gone) {
  let tail = '\n\n';
  try {
    for await (const piece of body) {
      timer.refresh();
      const end = String.fromCharCode(...piece.subarray(-4));
      tail = (tail + end).slice(-4);
      yield piece;
    }
  } catch (error) {
    if (gone.aborted) return;
    // The status is out, so the error comes as a frame. In the middle of a
    // frame there is no place for another: the connection breaks here, too.
    if (!FRAME_END.test(tail)) throw error;
    const said = errorBody('The connection to the API broke, or fell silent.');
    yield new TextEncoder().encode(`data: ${JSON.stringify(said)}\n\n`);
  } finally {
    clearTimeout(timer);
  }
}

/** The API's own status and message, but never the key, which some repeat. */
async function refusalOf(upstream, type) {
  const text = (await upstream.text()).replaceAll(key, '[API key]');
  const status = upstream.status >= 400 ? upstream.status : 502;
  const headers = { 'Content-Type': 'application/json' };
  for (const name of ['retry-after', 'x-request-id']) {
    const value = upstream.headers.get(name);
    if (value) headers[name] = value;
  }
  return /json/i.test(type)
    ? new Response(text, { status, headers })
    : refuse(status, `The API answered ${upstream.status}.`, headers);
}

function refuse(status, message, headers = {}) {
  return Response.json(errorBody(message), { status, headers });
}

function errorBody(message) {
  return { error: { message, type: 'backend_error', code: null } };
}

// The pages that ask: public/index.html and what it needs.
app.use(serveStatic({ root: './public' }));

serve(
  {
    fetch: app.fetch,
    hostname: '127.0.0.1',
    port: Number(process.env.PORT ?? 8000),
  },
  ({ port }) => console.log(`Listening on http://127.0.0.1:${port}`)
);
