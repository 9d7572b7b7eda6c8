// Measures a stream: the first text, and tokens a second: node measure.mjs
import OpenAI from 'openai';

const apiKey = process.env.SOLIDRUST_API_KEY;
if (!apiKey) {
  console.error('Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.');
  process.exit(1);
}

const client = new OpenAI({
  apiKey,
  baseURL: process.env.SOLIDRUST_BASE_URL ?? 'https://api.solidrust.ai/v1',
  maxRetries: 0, // a second attempt would count into the time
});

let deltas = 0;
let first;
let firstText;
let last;
let usage;
let finishReason;
const sent = performance.now();
try {
  const stream = await client.chat.completions.create({
    model: 'vllm-primary',
    messages: [{ role: 'user', content: 'Tell me a story' }],
    stream: true,
    stream_options: { include_usage: true },
  });

  // The package's own timeout ends where the answer begins.
  const silence = setTimeout(() => {
    stream.controller.abort(new Error('no chunk came for 60 seconds.'));
  }, 60_000).unref();

  for await (const chunk of stream) {
    silence.refresh();
    usage = chunk.usage ?? usage;
    // A chunk that brings only token counts has no choices.
    const choice = chunk.choices?.find(({ index }) => index === 0);
    finishReason ??= choice?.finish_reason;
    // Reasoning comes under one of two names, and is in the token counts.
    const { content, reasoning, reasoning_content } = choice?.delta ?? {};
    if (content || reasoning || reasoning_content) {
      // not the role alone
      last = performance.now() - sent;
      first ??= last;
      deltas++;
    }
    if (content) firstText ??= last;
  }
  // The package reports no error for a cut stream, nor for an abort.
  if (!finishReason) {
    stream.controller.signal.throwIfAborted(); // by the silence above
    throw new Error('the stream stopped without a finish reason.');
  }
} catch (error) {
  console.error(`The answer is not whole: ${error.message}`);
  process.exit(1);
}
if (firstText === undefined) {
  console.error('No text came.');
  process.exit(1);
}

console.log(
  `First token after ${first.toFixed()} ms, last after ${last.toFixed()} ms.`
);
console.log(`First text after ${firstText.toFixed()} ms.`);
// Without usage a delta is taken for a token. Servers may put several into one.
const tokens = usage?.completion_tokens ?? deltas;
const source = usage ? 'usage' : 'estimated';
console.log(`${tokens} tokens (${source}) in ${deltas} deltas.`);
if (last > first) {
  // What came first was made before the clock of the rate began.
  const rate = (tokens * (deltas - 1)) / deltas / ((last - first) / 1000);
  console.log(
    `${rate.toFixed(1)} tokens a second, from the first to the last.`
  );
}
