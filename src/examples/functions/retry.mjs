import { setTimeout as wait } from 'node:timers/promises';
import OpenAI, { APIConnectionError } from 'openai';

const client = new OpenAI({
  apiKey: process.env.SOLIDRUST_API_KEY ?? '',
  baseURL: process.env.SOLIDRUST_BASE_URL ?? 'https://api.solidrust.ai/v1',
  maxRetries: 0, // askAgain() does it
});

/** Yields the text so far, and throws unless the answer is complete. */
async function* ask(messages) {
  const { data, response } = await client.chat.completions
    .create({ model: 'vllm-primary', messages, stream: true })
    .withResponse();
  const type = response.headers.get('content-type');
  if (/html|json/i.test(type)) throw new Error(`Not a stream, but ${type}.`);
  let text = '';
  let finishReason;
  for await (const { choices } of data) {
    if (!choices?.[0]) continue; // a chunk of token counts has none
    yield (text += choices[0].delta?.content ?? '');
    finishReason = choices[0].finish_reason;
  }
  if (!finishReason) throw new TypeError('The answer was cut off.');
  if (finishReason !== 'stop') throw new Error(`Ended by: ${finishReason}`);
}

/** A broken connection is a TypeError; anything else has a status or a code. */
function mayPass(error) {
  const isBroken =
    error instanceof TypeError || error instanceof APIConnectionError;
  return isBroken || /^(408|429|5\d\d)$/.test(error.status ?? error.code);
}

/** Yields what to show instead of what was shown, until it is complete. */
async function* askAgain(messages, tries = 3) {
  let shown = '';
  for (let attempt = 1; ; attempt++) {
    try {
      let text = '';
      for await (text of ask(messages)) {
        if (!shown.startsWith(text)) yield (shown = text);
      }
      if (text !== shown) yield text; // complete, but shorter than before
      return;
    } catch (error) {
      const told = Number(error.headers?.get('retry-after'));
      const seconds = told || 2 ** attempt / 2 + Math.random();
      if (!mayPass(error) || attempt === tries || seconds > 60) throw error;
      await wait(seconds * 1000);
    }
  }
}

const question = { role: 'user', content: 'Tell me a story' };
let answer;
for await (answer of askAgain([question])) {
  console.error(`${answer.length} characters`); // a page would show them
}
console.log(answer);
