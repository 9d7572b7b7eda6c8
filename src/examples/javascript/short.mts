import OpenAI from 'openai';

const client = new OpenAI({
  apiKey: process.env.SOLIDRUST_API_KEY ?? '',
  baseURL: process.env.SOLIDRUST_BASE_URL ?? 'https://api.solidrust.ai/v1',
});
const stream = await client.chat.completions.create({
  model: 'vllm-primary',
  messages: [{ role: 'user', content: 'Tell me a story' }],
  stream: true,
});
let finishReason: string | null | undefined;
for await (const { choices } of stream) {
  if (!choices?.[0]) continue; // a chunk of token counts has none
  process.stdout.write(choices[0].delta?.content ?? '');
  finishReason = choices[0].finish_reason;
}
if (finishReason !== 'stop') {
  throw new Error(`The answer is incomplete. Finish reason: ${finishReason}`);
}
