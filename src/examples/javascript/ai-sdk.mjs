// Streams an answer with the AI SDK: node ai-sdk.mjs
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';

const apiKey = process.env.SOLIDRUST_API_KEY;
if (!apiKey) {
  console.error('Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.');
  process.exit(1);
}

const solidrust = createOpenAICompatible({
  name: 'solidrust',
  apiKey,
  baseURL: process.env.SOLIDRUST_BASE_URL ?? 'https://api.solidrust.ai/v1',
});

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

const controller = new AbortController();

const { stream } = streamText({
  model: solidrust('vllm-primary'),
  prompt: 'Tell me a story',
  abortSignal: controller.signal,
  timeout: { firstChunkMs: 60_000, chunkMs: 60_000 }, // of silence
  include: { rawChunks: true }, // for the finish reason
  onError() {}, // it would log what the loop below is told anyway
});

let text = '';
let finishReason;
try {
  try {
    for await (const part of stream) {
      if (part.type === 'text-delta') {
        process.stdout.write(whole(part.text));
        text += part.text;
      }
      if (part.type === 'raw') {
        const choice = part.rawValue?.choices?.find(({ index }) => !index);
        if (choice?.delta?.content) finishReason = undefined; // more text cancels it
        if (choice?.finish_reason && choice.finish_reason !== 'null') {
          finishReason = choice.finish_reason;
        }
      }
      // After an error the parts may go on, with a hole in the text.
      if (part.type === 'error') throw part.error;
      if (part.type === 'abort' && !finishReason) throw new Error(part.reason);
    }
  } catch (error) {
    // A connection that breaks is a TypeError. After the finish reason,
    // nothing is lost.
    if (!finishReason || !(error.cause instanceof TypeError)) throw error;
  }
  if (!finishReason) throw new Error('the stream has no finish reason.');
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
  // Where the request was sent again, the last error says most.
  const { statusCode, message } = error.lastError ?? error;
  const [sentence] = message.split('\n');
  fail({ message: [statusCode, sentence].filter(Boolean).join(' ') });
} finally {
  controller.abort(); // leaving the loop does not end the request
}
