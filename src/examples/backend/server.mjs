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
const MAX_MS = 600_000; // of one answer
const MAX_STREAMS = 50; // at once
const HOSTS = ['127.0.0.1', 'localhost']; // add the name of your pages' server
const FRAME_END = /(\n\n|\r\n\r\n|\r\r)$/;

const app = new Hono();
const streams = new Set();

// Someone else\'s page may point its own name at this machine.
app.use(async ({ req }, next) => {
  if (HOSTS.includes(new URL(req.url).hostname)) return next();
  return refuse(400, 'This server does not answer under that name.');
});

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

    if (streams.size >= MAX_STREAMS) {
      return refuse(503, 'Too many answers at once.', { 'retry-after': '5' });
    }
    const gone = req.raw.signal; // aborts as soon as the client has left
    const silence = new AbortController();
    streams.add(silence);
    const timer = setTimeout(() => silence.abort(), SILENCE_MS);
    const longest = setTimeout(() => silence.abort(), MAX_MS);
    const end = () => {
      clearTimeout(timer);
      clearTimeout(longest);
      streams.delete(silence);
    };
    gone.addEventListener('abort', end);
    try {
      // A new request: the page's other fields and its headers go no further.
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
        end();
        return refusal;
      }
      return new Response(
        ReadableStream.from(passOn(upstream.body, timer, gone, end)),
        {
          headers: {
            'Content-Type': type,
            'Cache-Control': 'no-cache',
            'X-Accel-Buffering': 'no', // nginx: pass each piece on at once
          },
        }
      );
    } catch {
      end();
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

/** Some servers repeat the key. A shorter one may be part of any word. */
const masked = (text) =>
  key.length < 8 ? text : text.replaceAll(key, '[API key]');

/** The bytes as they come, except the key. Leaving it closes the connection. */
async function* passOn(body, timer, gone, end) {
  let held = ''; // each byte as one character
  let tail = '\n\n';
  try {
    for await (const piece of body) {
      timer.refresh();
      held = masked(held + Buffer.from(piece).toString('latin1'));
      // What may be the start of the key waits for the next bytes.
      let start = Math.max(0, held.length - key.length + 1);
      while (!key.startsWith(held.slice(start))) start++;
      tail = (tail + held.slice(0, start)).slice(-4);
      yield Buffer.from(held.slice(0, start), 'latin1');
      held = held.slice(start);
    }
    yield Buffer.from(held, 'latin1');
  } catch (error) {
    if (gone.aborted) return;
    // The status has been sent, so the error comes as a frame. In the middle
    // of a frame there is no place for one: the connection breaks here, too.
    if (held || !FRAME_END.test(tail)) throw error;
    const broken = errorBody(
      'The connection to the API broke, or fell silent.'
    );
    yield Buffer.from(`data: ${JSON.stringify(broken)}\n\n`);
  } finally {
    end();
  }
}

/** The API's own status and message, except the key. */
async function refusalOf(upstream, type) {
  const text = masked(await upstream.text());
  const status = upstream.status >= 400 ? upstream.status : 502;
  const headers = { 'Content-Type': 'application/json' };
  for (const name of ['retry-after', 'x-request-id']) {
    const value = upstream.headers.get(name);
    if (value) headers[name] = masked(value);
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
    // For a question to arrive, in milliseconds.
    serverOptions: {
      requestTimeout: 10_000,
      connectionsCheckingInterval: 1000,
    },
  },
  ({ port }) => console.log(`Listening on http://127.0.0.1:${port}`)
);
