// for await (const text of streamChat({ baseURL, apiKey, model, messages }))
export async function* streamChat({ baseURL, apiKey, signal, ...body }) {
  const mask = (text) =>
    apiKey?.length > 7 ? text.replaceAll(apiKey, '[API key]') : text;
  const response = await fetch(`${baseURL}/chat/completions`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${apiKey}`,
    },
    body: JSON.stringify({ ...body, stream: true }),
    signal,
  });
  if (!response.ok)
    throw new Error(mask(`${response.status}: ${await response.text()}`));
  const reader = response.body.getReader();
  const decoder = new TextDecoder(); // keeps half a character for the next read
  let rest = ''; // of a line that the next read goes on with
  let finishReason;
  while (true) {
    const { done, value } = await reader.read();
    if (done) break;
    rest += decoder.decode(value, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop();
    for (const line of lines) {
      if (/^data: ?\[DONE\]/.test(line)) await reader.cancel();
      else if (line.startsWith('data:')) {
        const { error, choices } = JSON.parse(line.slice('data:'.length));
        if (error) throw new Error(mask(JSON.stringify(error)));
        if (!choices?.[0]) continue; // a chunk of token counts has none
        yield choices[0].delta?.content ?? '';
        finishReason = choices[0].finish_reason;
      }
    }
  }
  if (finishReason === 'stop') return finishReason;
  throw new Error(`The answer is incomplete. Finish reason: ${finishReason}`);
}
