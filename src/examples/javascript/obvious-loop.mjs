// DO NOT COPY. It takes a cut stream for a whole answer.
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

for await (const chunk of stream) {
  const content = chunk.choices[0]?.delta?.content;
  if (content) {
    process.stdout.write(content);
  }
}
