// Streams an answer, with types: node stream.mts (Node 22.18 or newer)
import OpenAI from 'openai';
import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { Stream } from 'openai/streaming';

type Choice = ChatCompletionChunk.Choice;
type FinishReason = NonNullable<Choice['finish_reason']>;

/** Names for a model's reasoning that the package has no types for. */
interface Reasoning {
  reasoning?: string | null;
  reasoning_content?: string | null;
}

type Piece =
  | { type: 'reasoning' | 'text'; text: string }
  | { type: 'end'; finishReason: FinishReason };

/** The first choice, piece by piece. Throws where its end has not come. */
async function* piecesOf(
  stream: Stream<ChatCompletionChunk>
): AsyncGenerator<Piece, void> {
  // The package's own timeout ends where the answer begins.
  const silence = setTimeout(() => {
    stream.controller.abort(new Error('no chunk came for 60 seconds.'));
  }, 60_000).unref();
  let finishReason: FinishReason | undefined;
  for await (const chunk of stream) {
    silence.refresh();
    // The types promise choices and a delta. Not every server keeps to that.
    const choices = chunk.choices as Partial<Choice>[] | null | undefined;
    const choice = choices?.find(({ index }) => index === 0);
    const delta: (Partial<Choice['delta']> & Reasoning) | undefined =
      choice?.delta;
    const reasoning = delta?.reasoning ?? delta?.reasoning_content;
    if (reasoning) yield { type: 'reasoning', text: reasoning };
    if (delta?.content) yield { type: 'text', text: delta.content };
    finishReason ??= choice?.finish_reason ?? undefined;
  }
  if (!finishReason) {
    stream.controller.signal.throwIfAborted(); // by the silence above
    throw new Error('the stream stopped without a finish reason.');
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

const client = new OpenAI({ apiKey, baseURL });

try {
  const stream = await client.chat.completions.create({
    model: 'vllm-primary',
    messages: [{ role: 'user', content: 'Tell me a story' }],
    stream: true,
  });
  for await (const piece of piecesOf(stream)) {
    if (piece.type === 'text') process.stdout.write(piece.text);
    if (piece.type === 'reasoning') process.stderr.write(piece.text);
    if (piece.type === 'end') {
      process.stdout.write('\n');
      if (piece.finishReason !== 'stop') {
        console.error(`The finish reason is ${piece.finishReason}, not stop.`);
      }
    }
  }
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`\nThe answer is not whole: ${reason}`);
  process.exitCode = 1;
}
