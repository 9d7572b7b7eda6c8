import OpenAI from 'openai';

const client = new OpenAI({
  apiKey: process.env.SOLIDRUST_API_KEY ?? '',
  baseURL: process.env.SOLIDRUST_BASE_URL ?? 'https://api.solidrust.ai/v1',
});
const stream = client.chat.completions.stream({
  model: 'vllm-primary',
  messages: [{ role: 'user', content: 'Tell me a story' }],
});
stream.on('content', (text) => process.stdout.write(text));

// Rejects for an error, and where no finish reason came.
const { choices } = await stream.finalChatCompletion();
const finishReason = choices[0].finish_reason;
if (finishReason !== 'stop') {
  throw new Error(`The answer is incomplete. Finish reason: ${finishReason}`);
}
