// Streams an answer with the package's helper: node stream-helper.mjs
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

/** The text of a piece. Half a character waits for its other half. */
function textOf(piece) {
  // Some servers send a list of parts: text, thinking, others.
  const texts = [piece]
    .flat()
    .map((part) => (part?.type === 'text' ? part.text : part));
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

const stream = client.chat.completions.stream({
  model: 'vllm-primary',
  messages: [{ role: 'user', content: 'Tell me a story' }],
});

// The package's own timeout ends where the answer begins.
const silence = setTimeout(() => stream.abort(), 60_000).unref();

let text = '';
let finishReason;
stream.on('chunk', ({ choices }) => {
  silence.refresh();
  const choice = choices?.find(({ index }) => !index);
  if (choice?.delta?.content) finishReason = undefined; // more text cancels it
  if (choice?.finish_reason && choice.finish_reason !== 'null') {
    finishReason = choice.finish_reason;
  }
});
stream.on('content', (content) => {
  const piece = textOf(content);
  process.stdout.write(piece);
  text += piece;
});

try {
  try {
    // Rejects for an error, for an abort, and where no finish reason came.
    await stream.finalChatCompletion();
  } catch (error) {
    // A connection that breaks is a TypeError. After the finish reason,
    // nothing is lost.
    if (!finishReason || !(error.cause instanceof TypeError)) throw error;
  }
  // Others are failures: `error`, `content_filter`, and more.
  if (!/^(stop|length|tool_calls)$/.test(finishReason)) {
    throw new Error(`its finish reason is ${finishReason ?? 'missing'}.`);
  }
  process.stdout.write('\n');
  if (finishReason !== 'stop') {
    // `length`: the token limit cut it
    console.error(`The finish reason is ${finishReason}, not stop.`);
  }
  if (!text.trim()) throw new Error('no text came.');
} catch (error) {
  // Nothing else here aborts it.
  const message = 'no chunk came for 60 seconds.';
  fail(stream.aborted ? { message } : error);
}
