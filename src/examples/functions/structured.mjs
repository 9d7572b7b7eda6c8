import OpenAI from 'openai';
import { Allow, parse } from 'partial-json';

const client = new OpenAI({
  apiKey: process.env.SOLIDRUST_API_KEY ?? '',
  baseURL: process.env.SOLIDRUST_BASE_URL ?? 'https://api.solidrust.ai/v1',
});
const schema = {
  type: 'object',
  properties: {
    title: { type: 'string' },
    minutes: { type: 'integer' },
    steps: { type: 'array', items: { type: 'string' }, minItems: 3 },
  },
  required: ['title', 'minutes', 'steps'],
  additionalProperties: false,
};

/** What has arrived so far. A number is left out until it is complete. */
function soFar(text) {
  try {
    return parse(text, Allow.ALL & ~Allow.NUM);
  } catch {
    return {}; // no value has begun
  }
}

const stream = await client.chat.completions.create({
  model: 'vllm-primary',
  messages: [{ role: 'user', content: 'A recipe for pancakes' }],
  response_format: {
    type: 'json_schema',
    json_schema: { name: 'recipe', schema, strict: true },
  },
  stream: true,
});
let text = '';
let finishReason;
for await (const { choices } of stream) {
  if (!choices?.[0]) continue; // a chunk of token counts has none
  text += choices[0].delta?.content ?? '';
  finishReason = choices[0].finish_reason;
  console.error(JSON.stringify(soFar(text))); // a page would show it
}
if (finishReason !== 'stop') {
  throw new Error(`The answer is incomplete. Finish reason: ${finishReason}`);
}
console.log(JSON.stringify(JSON.parse(text))); // complete: parse it strictly
