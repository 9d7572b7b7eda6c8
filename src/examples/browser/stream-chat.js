/**
 * Streams a chat answer with `fetch` alone: in browsers and in Node.
 *
 *   const answer = streamChat({ baseURL, apiKey, model, messages });
 *   for await (const text of answer) show(text);
 *
 * Throws an Error that says why if the answer is incomplete; text yielded before
 * stays yours. Returns the finish reason: `stop`, or `length` if the token limit
 * cut the answer off, or that of tool calls. Leaving the loop, or aborting
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
    throw new Error('The API key is damaged. Copy the whole key again.');
  }
  const fail = (message, cause) => {
    if (signal?.aborted) throw signal.reason;
    // A timeout, in `fetch` or around it, has a message of its own.
    if (cause?.name === 'TimeoutError') message = cause.message;
    // Some servers repeat the key in their message. It must not reach a log.
    // A shorter one may be part of any word.
    const isSecret = key?.length >= 8;
    const safe = isSecret ? message.replaceAll(key, '[API key]') : message;
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
    const reason = errorIn(refusal) || errorIn({ error: refusal?.detail });
    const wait = response.headers.get('retry-after');
    fail(
      `The API answered ${response.status}` +
        (wait ? ` (Retry-After: ${wait}): ` : ': ') +
        (reason || `${type}, not text/event-stream. Is the base URL right?`)
    );
  }

  let finishReason;
  let half = ''; // of a character, whose other half is to come
  const events = readEvents(response.body.getReader(), (cause) => {
    // After the finish reason no text is missing.
    if (!finishReason) fail('The connection broke mid-answer.', cause);
    return { done: true };
  });
  for await (const { event, data } of events) {
    if (data.startsWith('[DONE]')) break; // some servers add a word
    let chunk;
    try {
      chunk = JSON.parse(data);
    } catch {
      fail(`The API sent a frame that is not JSON: ${data.slice(0, 80)}`);
    }
    const error = errorIn(chunk, event);
    if (error) fail(`The API stopped with an error: ${error}`);
    // A chunk that brings only token counts has no choices.
    const choice = chunk?.choices?.find(({ index }) => !index);
    // Some servers call the delta `message`.
    const text = half + textOf((choice?.delta ?? choice?.message)?.content);
    half = /[\uD800-\uDBFF]$/.exec(text)?.[0] ?? '';
    if (text.length > half.length) {
      yield half ? text.slice(0, -1) : text;
      finishReason = undefined; // more text cancels it
    }
    if (choice?.finish_reason && choice.finish_reason !== 'null') {
      finishReason = choice.finish_reason;
    }
  }
  if (half) yield half;
  if (!finishReason) fail('The stream ended mid-answer: no finish reason.');
  // Others are failures: `error`, `content_filter`, and more.
  if (!/^(stop|length|tool_calls|function_call)$/.test(finishReason)) {
    fail(`The answer is incomplete: its finish reason is ${finishReason}.`);
  }
  return finishReason;
}

/** Content is a string, or a list of parts: text, thinking, others. */
function textOf(content) {
  const parts = [content].flat();
  const texts = parts.map((part) => (part?.type === 'text' ? part.text : part));
  return texts.filter((text) => typeof text === 'string').join('');
}

/** Events as the HTML standard reads them, wherever the bytes were cut. */
async function* readEvents(reader, onBreak) {
  const decoder = new TextDecoder(); // keeps half a character for the next read
  let line = '';
  let event = '';
  let data = [];
  let afterCR = false;
  try {
    while (true) {
      const read = await reader.read().catch(onBreak);
      if (read.done) return;
      let text = decoder.decode(read.value, { stream: true });
      if (text === '') continue;
      if (afterCR && text[0] === '\n') text = text.slice(1); // half of a CR LF
      afterCR = text.endsWith('\r');

      // Only new text is searched, so that a line of megabytes stays cheap.
      const [end, ...starts] = text.split(/\r\n|\n|\r/);
      line += end;
      for (const start of starts) {
        const [, field, value] = /^([^:]*):? ?(.*)/s.exec(line);
        if (field === 'data') data.push(value);
        if (field === 'event') event = value;
        if (line === '') {
          if (data.length > 0) yield { event, data: data.join('\n') };
          event = '';
          data = [];
        }
        line = start;
      }
    }
  } finally {
    reader.cancel().catch(() => {}); // rejects if the connection has broken
  }
}

/** The message of an error, in each shape that servers use. */
function errorIn(value, event) {
  if (Array.isArray(value)) return errorIn(value[0]);
  // A code and a message, without choices, are an error, too.
  const hasMessage = typeof (value?.message ?? value?.msg) === 'string';
  const isBare = hasMessage && value.code !== undefined && !value.choices;
  const isFlat = isBare || event === 'error' || value?.object === 'error';
  const error = value?.error || (isFlat && value);
  if (!error || typeof error === 'string') return error;
  return error.message || error.msg || JSON.stringify(error);
}
