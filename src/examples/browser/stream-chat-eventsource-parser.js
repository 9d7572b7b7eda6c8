import { createParser } from 'eventsource-parser';

/**
 * Streams a chat answer with `fetch` and eventsource-parser: wherever a bundler,
 * Node or an import map finds the package. All else is as in `stream-chat.js`.
 *
 *   const answer = streamChat({ baseURL, apiKey, model, messages });
 *   for await (const text of answer) show(text);
 *
 * Throws an Error that says why if the answer is not whole; text yielded before
 * stays yours. Returns the finish reason. Leaving the loop, or aborting
 * `signal`, closes the connection, so the server stops too.
 *
 * @param {{ baseURL: string, apiKey?: string | undefined, signal?: AbortSignal,
 *   fetch?: typeof globalThis.fetch, [field: string]: any }} options
 */
export async function* streamChat({
  baseURL,
  apiKey,
  fetch = globalThis.fetch,
  signal,
  ...body
}) {
  const key = apiKey?.trim();
  if (key && /[^!-~]/.test(key)) {
    throw new Error('The API key is damaged. Copy it again, whole.');
  }
  const fail = (message, cause) => {
    if (signal?.aborted) throw signal.reason;
    // Some servers repeat the key in what they say. It must not reach a log.
    const safe = key ? message.replaceAll(key, '[API key]') : message;
    throw new Error(safe, { cause });
  };

  const url = `${baseURL.replace(/\/+$/, '')}/chat/completions`;
  const headers = { 'Content-Type': 'application/json' };
  if (key) headers.Authorization = `Bearer ${key}`;
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...body, stream: true }),
    signal,
  }).catch((cause) => fail(`No response. Is ${url} right?`, cause));

  const type = response.headers.get('content-type') ?? 'no content type';
  // Any other type is read as a stream: some proxies put one of their own on it.
  if (!response.ok || !response.body || /json|html/i.test(type)) {
    const refusal = /json/i.test(type)
      ? await response.json().catch(() => null)
      : await response.body?.cancel();
    // FastAPI has `detail` in place of `error`.
    const said = errorIn(refusal) || errorIn({ error: refusal?.detail });
    const wait = response.headers.get('retry-after');
    fail(
      `The API answered ${response.status}` +
        (wait ? ` (Retry-After: ${wait}): ` : ': ') +
        (said || `${type}, not text/event-stream. Is the base URL right?`)
    );
  }

  let finishReason;
  const events = readEvents(response.body.getReader(), (cause) => {
    // After the finish reason no text is missing.
    if (!finishReason) fail('The connection broke mid-answer.', cause);
    return { done: true };
  });
  for await (const { event, data } of events) {
    if (data === '[DONE]') break;
    let chunk;
    try {
      chunk = JSON.parse(data);
    } catch {
      fail(`The API sent a frame that is not JSON: ${data.slice(0, 80)}`);
    }
    const error = errorIn(chunk, event);
    if (error) fail(`The API stopped with an error: ${error}`);
    // A chunk that brings only token counts has no choices.
    const choice = chunk?.choices?.find(({ index }) => index === 0);
    if (choice?.delta?.content) yield choice.delta.content;
    finishReason ??= choice?.finish_reason;
  }
  if (!finishReason) fail('The stream ended mid-answer: no finish reason.');
  return finishReason;
}

/** Events as the HTML standard reads them, wherever the bytes were cut. */
async function* readEvents(reader, onBreak) {
  // Keeps half a character for the next read. A byte order mark is the parser's.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let events = [];
  const parser = createParser({ onEvent: (event) => events.push(event) });
  try {
    while (true) {
      const read = await reader.read().catch(onBreak);
      if (read.done) return;
      parser.feed(decoder.decode(read.value, { stream: true }));
      yield* events;
      events = [];
    }
  } finally {
    reader.cancel().catch(() => {}); // rejects where the connection has broken
  }
}

/** The message of an error, in each shape that servers use. */
function errorIn(value, event) {
  const isFlat = event === 'error' || value?.object === 'error';
  const error = value?.error || (isFlat && value);
  if (!error || typeof error === 'string') return error;
  return error.message || JSON.stringify(error);
}
