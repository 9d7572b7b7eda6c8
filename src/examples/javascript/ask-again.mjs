// Asks again when an answer is cut off, and doubles no text: node ask-again.mjs
// Add `go-on`, and the part that came is sent along, for the model to go on from.
import { setTimeout as wait } from 'node:timers/promises';
import OpenAI, { APIError } from 'openai';

const apiKey = process.env.SOLIDRUST_API_KEY;
if (!apiKey) {
  console.error('Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.');
  process.exit(1);
}

const client = new OpenAI({
  apiKey,
  baseURL: process.env.SOLIDRUST_BASE_URL ?? 'https://api.solidrust.ai/v1',
});

const question = { role: 'user', content: 'Tell me a story' };
const goesOn = process.argv[2] === 'go-on';
const mostTries = 3;

/** Yields the text of one answer. Returns no finish reason if it is cut off. */
async function* ask(messages) {
  const stream = await client.chat.completions.create({
    model: 'vllm-primary',
    messages,
    stream: true,
  });
  const silence = setTimeout(() => stream.controller.abort(), 60_000).unref();
  let finishReason;
  try {
    for await (const chunk of stream) {
      silence.refresh();
      const choice = chunk.choices?.find(({ index }) => index === 0);
      if (choice?.delta?.content) {
        yield choice.delta.content;
      }
      finishReason ??= choice?.finish_reason;
    }
  } catch (error) {
    // What the API itself says is not the connection's doing: it stands.
    if (error instanceof APIError) throw error;
  }
  return finishReason;
}

/** What there is to show, of the part that was kept and the text of a new try. */
function together(kept, fresh) {
  if (!goesOn) return fresh;
  let same = 0;
  while (same < fresh.length && fresh[same] === kept[same]) same++;
  if (same === fresh.length) return kept; // perhaps it begins again: wait
  // A server may go on from the part, or begin the answer again.
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

try {
  let finishReason;
  for (let tries = 1; !finishReason; tries++) {
    if (tries > mostTries) throw new Error(`cut off ${mostTries} times.`);
    if (tries > 1) {
      console.error('\nThe answer was cut off. Asking again.');
      await wait(1000 * (tries - 1));
    }
    const kept = shown;
    const part = { role: 'assistant', content: kept };
    const answer = ask(goesOn && kept ? [question, part] : [question]);
    let fresh = '';
    let step;
    while (!(step = await answer.next()).done) {
      fresh += step.value;
      const text = together(kept, fresh);
      // While a new answer repeats what is shown, there is nothing to do.
      if (!shown.startsWith(text)) show(text);
    }
    finishReason = step.value;
    // Whole, and shorter than what the first try had brought.
    if (finishReason && together(kept, fresh) !== shown) {
      show(together(kept, fresh));
    }
  }
  process.stdout.write('\n');
  if (finishReason !== 'stop') {
    console.error(`The finish reason is ${finishReason}, not stop.`);
  }
} catch (error) {
  console.error(`\nThe answer is not whole: ${error.message}`);
  process.exitCode = 1;
}
