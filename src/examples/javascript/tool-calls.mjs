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
  logLevel: 'off', // it would print broken frames, whatever they hold
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

/** The text of a string, of a part, or of a list of either. */
function textIn(value) {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textIn).join('');
  const { text, thinking, summary, content } = value ?? {};
  return value ? textIn(text || thinking || summary || content) : '';
}

/** What a delta adds, in each shape that servers use. */
function textsOf(delta = {}) {
  const parts = [delta?.content ?? ''].flat();
  const isText = (part) => typeof part === 'string' || part?.type === 'text';
  const reasoning =
    delta?.reasoning ||
    delta?.reasoning_content ||
    delta?.thinking ||
    delta?.reasoning_details ||
    parts.filter((part) => !isText(part));
  return { reasoning: textIn(reasoning), text: textIn(parts.filter(isText)) };
}

/** The pieces of tool calls in a delta, each as index, id, name, arguments. */
function piecesOf(delta) {
  const pieces = [...(delta?.tool_calls ?? [])];
  // What OpenAI had before `tool_calls`.
  if (delta?.function_call) pieces.push({ function: delta.function_call });
  return pieces.map(({ index, id, function: called }) => ({
    index: index ?? 0,
    id: id === 'null' ? '' : (id ?? ''),
    name: called?.name ?? '',
    // Some servers send an object.
    text:
      typeof called?.arguments === 'object' && called.arguments
        ? JSON.stringify(called.arguments)
        : (called?.arguments ?? ''),
  }));
}

function isWhole(text) {
  try {
    return JSON.parse(text)?.constructor === Object;
  } catch {
    return false;
  }
}

const calls = [];
const latest = new Map(); // by index

/**
 * Adds a piece to its call: to the last one with that index.
 *
 * Some servers number every call 0, or none. So while its arguments are
 * incomplete JSON it is the same call; then a name or a new id starts another.
 */
function addPiece({ index, id, name, text }) {
  let call = latest.get(index);
  if (call && isWhole(call.text)) {
    const hasNews = (name && name !== call.name) || (id && id !== call.id);
    if ((name && hasNews) || (text.trim() && (name || hasNews))) {
      call = undefined;
    }
  }
  if (!call) {
    call = { id: '', name: '', text: '' };
    calls.push(call);
    latest.set(index, call);
  }
  call.id ||= id;
  call.name ||= name;
  call.text += text;
}

const halves = new TextDecoder('utf-16le', { ignoreBOM: true });

/** The text. Half a character waits for its other half. */
const whole = (text) =>
  halves.decode(Buffer.from(text, 'utf16le'), { stream: true });

/** Says why it failed. Masks the key, which some servers repeat. */
function fail({ message }) {
  // A shorter key may be part of any word.
  if (apiKey.length >= 8) message = message.replaceAll(apiKey, '[API key]');
  console.error(`\nThe answer is incomplete: ${message}`);
  process.exitCode = 1;
}

let hasText = false;
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

  try {
    for await (const chunk of stream) {
      silence.refresh();
      // A chunk that brings only token counts has no choices.
      const choice = chunk.choices?.find(({ index }) => !index);
      const { reasoning, text } = textsOf(choice?.delta);
      process.stderr.write(reasoning);
      process.stdout.write(whole(text));
      hasText ||= text.trim() !== '';
      const pieces = piecesOf(choice?.delta);
      pieces.forEach(addPiece);
      // Anything more cancels it.
      if (reasoning || text || pieces.length > 0) finishReason = undefined;
      if (choice?.finish_reason && choice.finish_reason !== 'null') {
        finishReason = choice.finish_reason;
      }
    }
  } catch (error) {
    // A connection that breaks is a TypeError. After the finish reason,
    // nothing is lost.
    if (!finishReason || !(error instanceof TypeError)) throw error;
  }

  // The package reports no error for a cut stream, nor for an abort.
  if (!finishReason) {
    stream.controller.signal.throwIfAborted(); // by the silence above
    throw new Error('the stream stopped without a finish reason.');
  }
  if (finishReason === 'length') {
    throw new Error('the token limit cut it. Its tool calls must not be made.');
  }
  // Others are failures: `error`, `content_filter`, and more.
  if (!/^(stop|tool_calls|function_call)$/.test(finishReason)) {
    throw new Error(`its finish reason is ${finishReason}.`);
  }
  if (!hasText && calls.length === 0) {
    throw new Error('neither text nor a tool call came.');
  }
  process.stdout.write('\n');
  for (const { id, name, text } of calls) {
    if (text && !isWhole(text)) {
      throw new Error(`the arguments of ${name} are not JSON: ${text}`);
    }
    const parsed = JSON.stringify(JSON.parse(text || '{}'));
    console.log(`${id || 'no id'}: call ${name} with ${parsed}`);
  }
} catch (error) {
  fail(error);
}
