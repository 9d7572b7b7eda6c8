// Passes chat streams on to your pages; the key stays on the server.
const {
  SOLIDRUST_API_KEY: key = '',
  SOLIDRUST_BASE_URL: baseURL = 'https://api.solidrust.ai/v1',
} = process.env;

const MAX_CHARACTERS = 64 * 1024;

export async function POST(request: Request) {
  // Here you check who asks: whoever gets past this line spends your tokens.
  if (!key) return refuse(500, 'The server has no SOLIDRUST_API_KEY.');
  // Pages of other sites can send any other type without asking first.
  const sent = request.headers.get('content-type') ?? '';
  if (!/^application\/json *(;|$)/i.test(sent)) {
    return refuse(415, 'Send application/json.');
  }
  const body = await request.text();
  if (body.length > MAX_CHARACTERS) return refuse(413, 'That is too long.');
  const messages = readMessages(body);
  if (!messages) {
    return refuse(
      400,
      'Send messages of the roles user and assistant, as text.'
    );
  }

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
        signal: request.signal, // Stop, or a closed tab, ends this request too
      }
    );
    const type = upstream.headers.get('content-type') ?? 'text/event-stream';
    if (!upstream.ok || !upstream.body || /json|html/i.test(type)) {
      return await refusalOf(upstream, type);
    }
    return new Response(upstream.body.pipeThrough(keyMask()), {
      headers: {
        'Content-Type': type,
        'Cache-Control': 'no-cache, no-transform', // no compression on the way
        'X-Accel-Buffering': 'no', // nginx: pass each piece on at once
      },
    });
  } catch {
    return refuse(502, 'The API could not be reached.');
  }
}

/** The system message is yours to write, so a page may not send one. */
function readMessages(body: string) {
  try {
    const { messages } = JSON.parse(body);
    for (const { role, content } of messages) {
      const isAllowed = role === 'user' || role === 'assistant';
      if (!isAllowed || typeof content !== 'string') return null;
    }
    return messages.length > 0
      ? Array.from(messages, ({ role, content }) => ({ role, content }))
      : null;
  } catch {
    return null;
  }
}

/** Some servers repeat the key. A shorter one may be part of any word. */
function masked(text: string) {
  return key.length < 8 ? text : text.replaceAll(key, '[API key]');
}

/** The bytes as they come, except the key. */
function keyMask() {
  let held = ''; // each byte as one character
  return new TransformStream<Uint8Array, Uint8Array>({
    start(controller) {
      // Next.js sends the headers with the first piece. If none ever comes, the
      // browser takes the connection for a bad one, and asks again.
      controller.enqueue(new Uint8Array());
    },
    transform(piece, controller) {
      held = masked(held + Buffer.from(piece).toString('latin1'));
      // What may be the start of the key waits for the next bytes.
      let start = Math.max(0, held.length - key.length + 1);
      while (!key.startsWith(held.slice(start))) start++;
      controller.enqueue(Buffer.from(held.slice(0, start), 'latin1'));
      held = held.slice(start);
    },
    flush(controller) {
      controller.enqueue(Buffer.from(held, 'latin1'));
    },
  });
}

/** The API's own status and message, except the key. */
async function refusalOf(upstream: Response, type: string) {
  const text = masked(await upstream.text());
  const status = upstream.ok ? 502 : upstream.status;
  const headers = new Headers({ 'Content-Type': 'application/json' });
  for (const name of ['retry-after', 'x-request-id']) {
    const value = upstream.headers.get(name);
    if (value) headers.set(name, masked(value));
  }
  return /json/i.test(type)
    ? new Response(text, { status, headers })
    : refuse(status, `The API answered ${upstream.status}.`, headers);
}

function refuse(status: number, message: string, headers = new Headers()) {
  const error = { message, type: 'backend_error', code: null };
  return Response.json({ error }, { status, headers });
}
