// Streams an answer, then says what it cost in tokens: node usage.mjs
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
let usage;
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

  // To its end: the counts may come after the finish reason.
  for await (const chunk of stream) {
    silence.refresh();
    const choice = chunk.choices?.find(({ index }) => index === 0);
    process.stdout.write(choice?.delta?.content ?? '');
    finishReason ??= choice?.finish_reason;
    // On one chunk or on every one: the last counts are the right ones.
    usage = chunk.usage ?? usage;
  }
  if (!finishReason) {
    stream.controller.signal.throwIfAborted(); // by the silence above
    throw new Error('the stream stopped without a finish reason.');
  }
  process.stdout.write('\n');
  if (finishReason !== 'stop') {
    // `length`: the token limit; `content_filter`
    console.error(`The finish reason is ${finishReason}, not stop.`);
  }
  if (!usage) {
    console.error('No token counts came.');
  }
} catch (error) {
  console.error(`\nThe answer is not whole: ${error.message}`);
  process.exitCode = 1;
}

if (usage) {
  const { prompt_tokens: prompt, completion_tokens: completion } = usage;
  console.error(
    `Tokens: ${prompt} in the prompt, ${completion} in the answer.`
  );
}
