// Measures a stream: the first text, and tokens a second: node measure.mjs
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
  maxRetries: 0, // a second attempt would be timed, too
});

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

/** Says why it failed. Masks the key, which some servers repeat. */
function fail({ message }) {
  // A shorter key may be part of any word.
  if (apiKey.length >= 8) message = message.replaceAll(apiKey, '[API key]');
  console.error(`\nThe answer is incomplete: ${message}`);
  process.exitCode = 1;
}

let deltas = 0;
let first;
let firstText;
let last;
let usage;
let finishReason;
const sent = performance.now();
try {
  const stream = await client.chat.completions.create({
    model: 'vllm-primary',
    messages: [{ role: 'user', content: 'Tell me a story' }],
    stream: true,
    stream_options: { include_usage: true },
  });

  // The package's own timeout ends where the answer begins.
  const silence = setTimeout(() => {
    stream.controller.abort(new Error('no chunk came for 60 seconds.'));
  }, 60_000).unref();

  try {
    for await (const chunk of stream) {
      silence.refresh();
      usage = chunk.usage ?? usage;
      // A chunk that brings only token counts has no choices.
      const choice = chunk.choices?.find(({ index }) => !index);
      // The token counts include reasoning, but not the role.
      const { reasoning, text } = textsOf(choice?.delta);
      if (reasoning || text) {
        last = performance.now() - sent;
        first ??= last;
        deltas++;
        finishReason = undefined; // more text cancels it
      }
      if (text) firstText ??= last;
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
  // Others are failures: `error`, `content_filter`, and more.
  if (!/^(stop|length|tool_calls)$/.test(finishReason)) {
    throw new Error(`its finish reason is ${finishReason}.`);
  }
  if (firstText === undefined) throw new Error('no text came.');
} catch (error) {
  fail(error);
  process.exit();
}

console.log(
  `First token after ${first.toFixed()} ms, last after ${last.toFixed()} ms.`
);
console.log(`First text after ${firstText.toFixed()} ms.`);
// Without usage, each delta counts as one token, but it may hold several.
const tokens = usage?.completion_tokens ?? deltas;
const source = usage ? 'usage' : 'estimated';
console.log(`${tokens} tokens (${source}) in ${deltas} deltas.`);
if (last > first) {
  // The first delta was generated before the timing began.
  const rate = (tokens * (deltas - 1)) / deltas / ((last - first) / 1000);
  console.log(
    `${rate.toFixed(1)} tokens a second, from the first to the last.`
  );
}
