// The same streamChat in a terminal: node terminal.mjs
import { streamChat } from './stream-chat.js';

const answer = streamChat({
  baseURL: process.env.SOLIDRUST_BASE_URL ?? 'https://api.solidrust.ai/v1',
  apiKey: process.env.SOLIDRUST_API_KEY,
  model: 'vllm-primary',
  messages: [{ role: 'user', content: 'Tell me a story' }],
});

try {
  let text = '';
  let step;
  // Not `for await`, which drops what the generator returns: the finish reason.
  while (!(step = await answer.next()).done) {
    process.stdout.write(step.value);
    text += step.value;
  }
  process.stdout.write('\n');
  if (step.value !== 'stop') {
    // `length`: the token limit cut it
    console.error(`The finish reason is ${step.value}, not stop.`);
  }
  if (!text.trim()) throw new Error('No text came.');
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
