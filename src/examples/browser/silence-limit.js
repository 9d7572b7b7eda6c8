/**
 * `fetch` with a limit for silence, for `streamChat` and for the OpenAI package.
 *
 *   const fetch = limitSilence(60_000);
 *   const answer = streamChat({ fetch, baseURL, apiKey, model, messages });
 *   const client = new OpenAI({ fetch, baseURL, apiKey });
 *
 * Where no byte comes for `ms` milliseconds, before the answer or in it, the
 * connection is closed and the reader gets an Error that says so. Any byte
 * counts, so a server's `: ping` keeps the answer alive.
 *
 * @param {number} ms
 * @param {typeof globalThis.fetch} [fetch]
 * @returns {typeof globalThis.fetch}
 */
export function limitSilence(ms, fetch = globalThis.fetch) {
  return async (url, options) => {
    const silence = new AbortController();
    const signals = [silence.signal, options?.signal].filter(Boolean);
    const signal = AbortSignal.any(signals);

    async function limit(promise) {
      const message = `No byte came for ${ms / 1000} seconds.`;
      const timer = setTimeout(() => {
        silence.abort(new DOMException(message, 'TimeoutError'));
      }, ms);
      return promise.finally(() => clearTimeout(timer));
    }

    const response = await limit(fetch(url, { ...options, signal }));
    if (!response.body) return response;
    const reader = response.body.getReader();
    // Read when the caller reads, and not before: what came is never lost.
    const body = new ReadableStream(
      {
        async pull(controller) {
          const { done, value } = await limit(reader.read());
          if (done) controller.close();
          else controller.enqueue(value);
        },
        cancel: (reason) => reader.cancel(reason),
      },
      { highWaterMark: 0 }
    );
    return new Response(body, response);
  };
}
