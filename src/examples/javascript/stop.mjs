// Streams an answer until Ctrl+C stops it: node stop.mjs
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

const controller = new AbortController();
const { signal } = controller;
process.once('SIGINT', () => controller.abort());

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
try {
  const stream = await client.chat.completions.create(
    {
      model: 'vllm-primary',
      messages: [{ role: 'user', content: 'Tell me a story' }],
      stream: true,
    },
    { signal }
  );

  // The package's own timeout ends where the answer begins.
  const silence = setTimeout(() => {
    stream.controller.abort(new Error('no chunk came for 60 seconds.'));
  }, 60_000).unref();

  try {
    for await (const chunk of stream) {
      silence.refresh();
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
    stream.controller.signal.throwIfAborted();
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
} catch (error) {
  if (signal.aborted) {
    console.error(`\nStopped after ${text.length} characters.`);
    process.exitCode = 130; // what shells expect after Ctrl+C
  } else {
    fail(error);
  }
}
