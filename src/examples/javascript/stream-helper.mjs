// Streams an answer with the package's helper: node stream-helper.mjs
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

const stream = client.chat.completions.stream({
  model: 'vllm-primary',
  messages: [{ role: 'user', content: 'Tell me a story' }],
});

// The package's own timeout ends where the answer begins.
const silence = setTimeout(() => stream.abort(), 60_000).unref();

stream.on('chunk', () => silence.refresh());
stream.on('content', (text) => process.stdout.write(text));

try {
  // Rejects for an error, for an abort, and where no finish reason came.
  const completion = await stream.finalChatCompletion();
  process.stdout.write('\n');
  const finishReason = completion.choices[0].finish_reason;
  if (finishReason !== 'stop') {
    // `length`: the token limit; `content_filter`
    console.error(`The finish reason is ${finishReason}, not stop.`);
  }
} catch (error) {
  // Nothing else here aborts it.
  const silent = stream.aborted && 'no chunk came for 60 seconds.';
  console.error(`\nThe answer is not whole: ${silent || error.message}`);
  process.exitCode = 1;
}
