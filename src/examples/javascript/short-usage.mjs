import OpenAI from 'openai';

const client = new OpenAI({
  apiKey: process.env.SOLIDRUST_API_KEY ?? '',
  baseURL: process.env.SOLIDRUST_BASE_URL ?? 'https://api.solidrust.ai/v1',
});
const stream = await client.chat.completions.create({
  model: 'vllm-primary',
  messages: [{ role: 'user', content: 'Tell me a story' }],
  stream: true,
  stream_options: { include_usage: true },
});
let usage, finishReason;
for await (const chunk of stream) {
  usage = chunk.usage ?? usage;
  const choice = chunk.choices?.[0];
  if (!choice) continue; // a chunk of token counts has none
  process.stdout.write(choice.delta?.content ?? '');
  finishReason = choice.finish_reason;
}
if (finishReason !== 'stop') {
  throw new Error(`The answer is incomplete. Finish reason: ${finishReason}`);
}
console.log(`\n${usage?.total_tokens ?? 'Unknown number of'} tokens`);
