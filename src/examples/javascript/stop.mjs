// Streams an answer until Ctrl+C stops it: node stop.mjs
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

const controller = new AbortController();
const { signal } = controller;
process.once('SIGINT', () => controller.abort());

let answer = '';
let finishReason;
try {
  const stream = await client.chat.completions.create(
    {
      model: 'vllm-primary',
      messages: [{ role: 'user', content: 'Tell me a story' }],
      stream: true,
    },
    { signal }
  );

  // The package's own timeout ends where the answer begins.
  const silence = setTimeout(() => {
    stream.controller.abort(new Error('no chunk came for 60 seconds.'));
  }, 60_000).unref();

  for await (const chunk of stream) {
    silence.refresh();
    const choice = chunk.choices?.find(({ index }) => index === 0);
    const content = choice?.delta?.content;
    if (content) {
      process.stdout.write(content);
      answer += content;
    }
    finishReason ??= choice?.finish_reason;
  }

  // After an abort, too, the loop just ends.
  if (!finishReason) {
    stream.controller.signal.throwIfAborted();
    throw new Error('the stream stopped without a finish reason.');
  }
  process.stdout.write('\n');
  if (finishReason !== 'stop') {
    // `length`: the token limit; `content_filter`
    console.error(`The finish reason is ${finishReason}, not stop.`);
  }
} catch (error) {
  if (signal.aborted) {
    console.error(`\nStopped after ${answer.length} characters.`);
    process.exitCode = 130; // what shells expect after Ctrl+C
  } else {
    console.error(`\nThe answer is not whole: ${error.message}`);
    process.exitCode = 1;
  }
}
