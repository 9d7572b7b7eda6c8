// Streams an answer, with types: node stream.mts (Node 22.18 or newer)
import OpenAI from 'openai';
import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { Stream } from 'openai/streaming';

type Choice = ChatCompletionChunk.Choice;

/** What servers send that the package has no types for. */
interface Part {
  type?: string;
  text?: string;
  thinking?: string | Part[];
  summary?: string | Part[];
}
type Content = string | Part | (string | Part)[] | null | undefined;
interface Delta {
  content?: Content;
  reasoning?: Content;
  reasoning_content?: Content;
  reasoning_details?: Content;
}

type Piece =
  | { type: 'reasoning' | 'text'; text: string }
  | { type: 'end'; finishReason: string };

/** The text of a string, of a part, or of a list of either. */
function textIn(value: Content): string {
  if (Array.isArray(value)) return value.map(textIn).join('');
  if (typeof value === 'string') return value;
  return value ? textIn(value.text ?? value.thinking ?? value.summary) : '';
}

/** What a delta adds. Some servers send a list of parts, with thinking in it. */
function textsOf(delta: Delta | null | undefined) {
  const parts = [delta?.content ?? []].flat();
  const isText = (part: string | Part) =>
    typeof part === 'string' || part.type === 'text';
  const reasoning =
    delta?.reasoning ??
    delta?.reasoning_content ??
    delta?.reasoning_details ??
    parts.filter((part) => !isText(part));
  return { reasoning: textIn(reasoning), text: textIn(parts.filter(isText)) };
}

/** The first choice, piece by piece. Throws where its end has not come. */
async function* piecesOf(
  stream: Stream<ChatCompletionChunk>
): AsyncGenerator<Piece, void> {
  // The package's own timeout ends where the answer begins.
  const silence = setTimeout(() => {
    stream.controller.abort(new Error('no chunk came for 60 seconds.'));
  }, 60_000).unref();
  let finishReason: string | undefined;
  try {
    for await (const chunk of stream) {
      silence.refresh();
      // The types promise choices and a delta. Not every server keeps to that.
      const choices = chunk.choices as Partial<Choice>[] | null | undefined;
      const choice = choices?.find(({ index }) => !index);
      const { reasoning, text } = textsOf(choice?.delta);
      if (reasoning) yield { type: 'reasoning', text: reasoning };
      if (text) yield { type: 'text', text };
      // Anything more cancels it.
      if (reasoning || text) finishReason = undefined;
      const reason: string | null | undefined = choice?.finish_reason;
      if (reason && reason !== 'null') finishReason = reason;
    }
  } catch (error) {
    // A connection that breaks is a TypeError. After the finish reason,
    // nothing is lost.
    if (!finishReason || !(error instanceof TypeError)) throw error;
  }
  if (!finishReason) {
    stream.controller.signal.throwIfAborted(); // by the silence above
    throw new Error('the stream stopped without a finish reason.');
  }
  // Others are failures: `error`, `content_filter`, and more.
  if (!/^(stop|length|tool_calls)$/.test(finishReason)) {
    throw new Error(`its finish reason is ${finishReason}.`);
  }
  yield { type: 'end', finishReason };
}

const {
  SOLIDRUST_API_KEY: apiKey,
  SOLIDRUST_BASE_URL: baseURL = 'https://api.solidrust.ai/v1',
} = process.env;
if (!apiKey) {
  console.error('Set SOLIDRUST_API_KEY to your key from console.solidrust.ai.');
  process.exit(1);
}

const client = new OpenAI({ apiKey, baseURL, logLevel: 'off' });

/** The text. Half a character waits for its other half. */
const halves = new TextDecoder('utf-16le', { ignoreBOM: true });
const whole = (text: string) =>
  halves.decode(Buffer.from(text, 'utf16le'), { stream: true });

/** Some servers repeat the key. A short one may be part of any word. */
const masked = (message: string) =>
  apiKey.length < 8 ? message : message.replaceAll(apiKey, '[API key]');

let hasText = false;
try {
  const stream = await client.chat.completions.create({
    model: 'vllm-primary',
    messages: [{ role: 'user', content: 'Tell me a story' }],
    stream: true,
  });
  for await (const piece of piecesOf(stream)) {
    if (piece.type === 'text') {
      process.stdout.write(whole(piece.text));
      hasText ||= piece.text.trim() !== '';
    }
    if (piece.type === 'reasoning') process.stderr.write(piece.text);
    if (piece.type === 'end') {
      process.stdout.write('\n');
      if (piece.finishReason !== 'stop') {
        console.error(`The finish reason is ${piece.finishReason}, not stop.`);
      }
      if (!hasText) throw new Error('no text came.');
    }
  }
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(masked(`\nThe answer is incomplete: ${reason}`));
  process.exitCode = 1;
}
