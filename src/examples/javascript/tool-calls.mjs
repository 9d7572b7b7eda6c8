// Collects tool calls, and reasoning, from a stream: node tool-calls.mjs
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

const tools = [
  {
    type: 'function',
    function: {
      name: 'get_weather',
      description: 'The weather in a city, now.',
      parameters: {
        type: 'object',
        properties: { city: { type: 'string' } },
        required: ['city'],
      },
    },
  },
];

const calls = new Map(); // by index: the pieces of several calls may come mixed
let finishReason;
try {
  const stream = await client.chat.completions.create({
    model: 'vllm-primary',
    messages: [{ role: 'user', content: 'How is the weather in Paris?' }],
    tools,
    stream: true,
  });

  // The package's own timeout ends where the answer begins.
  const silence = setTimeout(() => {
    stream.controller.abort(new Error('no chunk came for 60 seconds.'));
  }, 60_000).unref();

  for await (const chunk of stream) {
    silence.refresh();
    // A chunk that brings only token counts has no choices.
    const choice = chunk.choices?.find(({ index }) => index === 0);
    const delta = choice?.delta ?? {};
    // Servers call it one or the other.
    process.stderr.write(delta.reasoning ?? delta.reasoning_content ?? '');
    process.stdout.write(delta.content ?? '');
    for (const { index, id, function: piece } of delta.tool_calls ?? []) {
      const call = calls.get(index) ?? { arguments: '' };
      call.id ||= id;
      call.name ||= piece?.name;
      call.arguments += piece?.arguments ?? '';
      calls.set(index, call);
    }
    finishReason ??= choice?.finish_reason;
  }

  // The package reports no error for a cut stream, nor for an abort.
  if (!finishReason) {
    stream.controller.signal.throwIfAborted(); // by the silence above
    throw new Error('the stream stopped without a finish reason.');
  }
  if (finishReason === 'length') {
    throw new Error('the token limit cut it. Its tool calls must not be made.');
  }
  process.stdout.write('\n');
  for (const { id, name, arguments: text } of calls.values()) {
    const parsed = parse(text, name);
    console.log(`${id}: call ${name} with ${JSON.stringify(parsed)}`);
  }
} catch (error) {
  console.error(`\nThe answer is not whole: ${error.message}`);
  process.exitCode = 1;
}

function parse(text, name) {
  try {
    return JSON.parse(text || '{}');
  } catch {
    throw new Error(`the arguments of ${name} are not JSON: ${text}`);
  }
}
