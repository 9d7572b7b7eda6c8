// Streams an answer, then says what it cost in tokens: node usage.mjs
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

const halves = new TextDecoder('utf-16le', { ignoreBOM: true });

/** The text that a delta adds. Half a character waits for its other half. */
function textOf(delta) {
  // Some servers send a list of parts: text, thinking, others.
  const parts = [delta?.content].flat();
  const texts = parts.map((part) => (part?.type === 'text' ? part.text : part));
  const text = texts.filter((text) => typeof text === 'string').join('');
  return halves.decode(Buffer.from(text, 'utf16le'), { stream: true });
}

/** Says why it failed. Masks the key, which some servers repeat. */
function fail({ message }) {
  // A shorter key may be part of any word.
  if (apiKey.length >= 8) message = message.replaceAll(apiKey, '[API key]');
  console.error(`\nThe answer is incomplete: ${message}`);
  process.exitCode = 1;
}

let text = '';
let finishReason;
let usage;
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
    // To its end: the counts may come after the finish reason.
    for await (const chunk of stream) {
      silence.refresh();
      // On one chunk or on every one: the last counts are the right ones.
      usage = chunk.usage ?? usage;
      // A chunk that brings only token counts has no choices.
      const choice = chunk.choices?.find(({ index }) => !index);
      const piece = textOf(choice?.delta);
      if (piece) {
        process.stdout.write(piece);
        text += piece;
        finishReason = undefined; // more text cancels it
      }
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
  process.stdout.write('\n');
  if (finishReason !== 'stop') {
    // `length`: the token limit cut it
    console.error(`The finish reason is ${finishReason}, not stop.`);
  }
  if (!text.trim()) throw new Error('no text came.');
  if (!usage) console.error('No token counts came.');
} catch (error) {
  fail(error);
}

if (usage) {
  const { prompt_tokens: prompt, completion_tokens: completion } = usage;
  console.error(
    `Tokens: ${prompt} in the prompt, ${completion} in the answer.`
  );
}
