import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';

const solidrust = createOpenAICompatible({
  name: 'solidrust',
  apiKey: process.env.SOLIDRUST_API_KEY,
  baseURL: process.env.SOLIDRUST_BASE_URL ?? 'https://api.solidrust.ai/v1',
});
const { stream } = streamText({
  model: solidrust('vllm-primary'),
  prompt: 'Tell me a story',
});
let finishReason;
for await (const part of stream) {
  if (part.type === 'error') throw part.error;
  if (part.type === 'text-delta') process.stdout.write(part.text);
  if (part.type === 'finish') finishReason = part.finishReason;
}
if (finishReason !== 'stop') {
  throw new Error(`The answer is incomplete. Finish reason: ${finishReason}`);
}
