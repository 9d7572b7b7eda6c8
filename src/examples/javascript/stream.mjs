// Streams an answer to the terminal: node stream.mjs
import OpenAI from 'openai';

const apiKey = process.env.SOLIDRUST_API_KEY;
if (!apiKey) {
  console.error('Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.');
  process.exit(1);
}

const client = new OpenAI({
  apiKey,
  baseURL: process.env.SOLIDRUST_BASE_URL ?? 'https://api.solidrust.ai/v1',
});

let finishReason;
try {
  const stream = await client.chat.completions.create({
    model: 'vllm-primary',
    messages: [{ role: 'user', content: 'Tell me a story' }],
    stream: true,
  });

  // The package's own timeout ends where the answer begins.
  const silence = setTimeout(() => {
    stream.controller.abort(new Error('no chunk came for 60 seconds.'));
  }, 60_000).unref();

  for await (const chunk of stream) {
    silence.refresh();
    // A chunk that brings only token counts has no choices.
    const choice = chunk.choices?.find(({ index }) => index === 0);
    const content = choice?.delta?.content;
    if (content) {
      process.stdout.write(content);
    }
    finishReason ??= choice?.finish_reason;
  }

  // The package reports no error for a cut stream, nor for an abort.
  if (!finishReason) {
    stream.controller.signal.throwIfAborted(); // by the silence above
    throw new Error('the stream stopped without a finish reason.');
  }
  process.stdout.write('\n');
  if (finishReason !== 'stop') {
    // `length`: the token limit; `content_filter`
    console.error(`The finish reason is ${finishReason}, not stop.`);
  }
} catch (error) {
  console.error(`\nThe answer is not whole: ${error.message}`);
  process.exitCode = 1;
}
