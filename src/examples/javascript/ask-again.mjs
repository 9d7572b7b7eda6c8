// Asks again when an answer is cut off, repeating no text: node ask-again.mjs
// With `go-on`, it sends the part that came, for the model to continue from.
import { setTimeout as wait } from 'node:timers/promises';
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

const question = { role: 'user', content: 'Tell me a story' };
const CONTINUE = process.argv[2] === 'go-on';
const MAX_ATTEMPTS = 3;

/** The text that a delta adds. Half a character waits for its other half. */
function textOf(delta, halves) {
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

/** The answer broke off, and the message says how. */
class CutOff extends Error {}

/** Codes of problems that may pass. Some servers send them as text. */
const mayPass = ({ code }) => /^(408|429|5\d\d)$/.test(code);

/** Yields the text so far, and the finish reason once it has come. */
async function* ask(messages) {
  const { data: stream, response } = await client.chat.completions
    .create({ model: 'vllm-primary', messages, stream: true })
    .withResponse();
  const silence = setTimeout(() => {
    stream.controller.abort(new CutOff('no chunk came for 60 seconds.'));
  }, 60_000).unref();
  const halves = new TextDecoder('utf-16le', { ignoreBOM: true });
  let chunk;
  let text = '';
  let finishReason;
  try {
    for await (chunk of stream) {
      silence.refresh();
      const choice = chunk.choices?.find(({ index }) => !index);
      const piece = textOf(choice?.delta, halves);
      text += piece;
      if (piece) finishReason = undefined; // anything more cancels it
      if (choice?.finish_reason && choice.finish_reason !== 'null') {
        finishReason = choice.finish_reason;
      }
      yield { text, finishReason };
    }
  } catch (error) {
    // A broken connection is a TypeError. Anything else is final: a frame that
    // is not JSON, and an error of the API, unless by its code it may pass.
    const isBroken = error instanceof TypeError;
    if (!isBroken && !mayPass(error)) throw error;
    if (!isBroken || !finishReason) {
      throw new CutOff(error.message, { cause: error });
    }
  }
  const type = response.headers.get('content-type') ?? '';
  if (!chunk && /html|json/i.test(type)) {
    // It would come again.
    throw new Error(`${type} came, and no stream. Is the base URL right?`);
  }
  if (!finishReason) {
    stream.controller.signal.throwIfAborted(); // by the silence above
    throw new CutOff('the stream stopped without a finish reason.');
  }
}

/** What to show, given the part that was kept and the text of a new try. */
function together(kept, fresh) {
  if (!CONTINUE) return fresh;
  let same = 0;
  while (same < fresh.length && fresh[same] === kept[same]) same++;
  if (same === fresh.length) return kept; // perhaps it begins again: wait
  // A server may continue the part, or begin the answer again.
  return same >= Math.min(kept.length, 16) ? fresh : kept + fresh;
}

let shown = '';

function show(text) {
  if (text.startsWith(shown)) {
    process.stdout.write(text.slice(shown.length));
  } else {
    // A page would replace the text. A terminal cannot.
    process.stdout.write(`\n\n[In place of the text above:]\n\n${text}`);
  }
  shown = text;
}

/** Asks until an answer is complete, and returns its finish reason. */
async function main() {
  for (let attempt = 1; ; attempt++) {
    const kept = shown;
    const part = { role: 'assistant', content: kept };
    const messages = CONTINUE && kept ? [question, part] : [question];
    try {
      let last;
      for await (last of ask(messages)) {
        const text = together(kept, last.text);
        // While a new answer repeats what is shown, there is nothing to do.
        if (!shown.startsWith(text)) show(text);
      }
      // Complete, and perhaps shorter than the text of the first try.
      const text = together(kept, last.text);
      if (text !== shown) show(text);
      return last.finishReason;
    } catch (error) {
      if (!(error instanceof CutOff)) throw error;
      if (attempt === MAX_ATTEMPTS) {
        const message = `cut off ${attempt} times. The last: ${error.message}`;
        throw new CutOff(message, { cause: error });
      }
      console.error('\nThe answer was cut off. Asking again.');
      await wait(1000 * attempt);
    }
  }
}

try {
  const finishReason = await main();
  // Others are failures: `error`, `content_filter`, and more.
  if (!/^(stop|length|tool_calls)$/.test(finishReason)) {
    throw new Error(`its finish reason is ${finishReason}.`);
  }
  process.stdout.write('\n');
  if (finishReason !== 'stop') {
    // `length`: the token limit cut it
    console.error(`The finish reason is ${finishReason}, not stop.`);
  }
  if (!shown.trim()) throw new Error('no text came.');
} catch (error) {
  fail(error);
}
