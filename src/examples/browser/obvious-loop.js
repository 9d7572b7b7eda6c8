/**
 * DO NOT COPY. This is the loop that most people write first. It works until
 * the network cuts the bytes somewhere else. `stream-chat.js` is the right one.
 *
 * It assumes that each read holds complete lines and characters. It never looks
 * at the HTTP status, at errors inside the stream, or for the finish reason.
 *
 * @param {{ baseURL: string, apiKey?: string | undefined, signal?: AbortSignal,
 *   fetch?: typeof globalThis.fetch, [field: string]: any }} options
 */
export async function* obviousLoop({
  baseURL,
  apiKey,
  fetch = globalThis.fetch,
  signal,
  ...body
}) {
  const response = await fetch(`${baseURL}/chat/completions`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${apiKey}`,
    },
    body: JSON.stringify({ ...body, stream: true }),
    signal,
  });

  const reader = response.body.getReader();
  const decoder = new TextDecoder();

  while (true) {
    const { done, value } = await reader.read();
    if (done) break;

    const text = decoder.decode(value);
    const lines = text.split('\n');

    for (const line of lines) {
      if (line.startsWith('data: ') && line !== 'data: [DONE]') {
        const data = JSON.parse(line.slice(6));
        const content = data.choices[0]?.delta?.content;
        if (content) {
          yield content;
        }
      }
    }
  }
}
