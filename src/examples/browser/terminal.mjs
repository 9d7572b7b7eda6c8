// The same streamChat in a terminal: node terminal.mjs
import { streamChat } from './stream-chat.js';

const answer = streamChat({
  baseURL: process.env.SOLIDRUST_BASE_URL ?? 'https://api.solidrust.ai/v1',
  apiKey: process.env.SOLIDRUST_API_KEY,
  model: 'vllm-primary',
  messages: [{ role: 'user', content: 'Tell me a story' }],
});

try {
  for await (const text of answer) process.stdout.write(text);
  process.stdout.write('\n');
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}
