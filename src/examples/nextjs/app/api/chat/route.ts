import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import {
  createUIMessageStream,
  createUIMessageStreamResponse,
  streamText,
  toUIMessageStream,
  type ModelMessage,
  type UIMessage,
} from 'ai';

const {
  SOLIDRUST_API_KEY: apiKey = '',
  SOLIDRUST_BASE_URL: baseURL = 'https://api.solidrust.ai/v1',
} = process.env;

const solidrust = createOpenAICompatible({
  name: 'solidrust',
  apiKey,
  baseURL,
});

export async function POST(request: Request) {
  // Here you check who asks: whoever gets past this line spends your tokens.
  const refuse = (status: number, reason: string) =>
    new Response(reason, { status });
  if (!apiKey) return refuse(500, 'The server has no SOLIDRUST_API_KEY.');
  // Pages of other sites can send any other type without asking first.
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/json *(;|$)/i.test(type)) {
    return refuse(415, 'Send application/json.');
  }
  const body = await request.text();
  if (body.length > 64 * 1024) return refuse(413, 'That is too long.');
  const messages = readMessages(body);
  if (!messages) {
    return refuse(400, 'Send messages of the roles user and assistant.');
  }

  const { stream } = streamText({
    model: solidrust('vllm-primary'),
    maxOutputTokens: 1000,
    messages,
    abortSignal: request.signal, // Stop, or a closed tab, ends this request too
    timeout: { firstChunkMs: 60_000, chunkMs: 60_000 }, // of silence
    onError() {}, // it would log what the page is told anyway
  });
  // Left to itself, an error says `An error occurred.` and no more.
  const parts = toUIMessageStream({ stream, onError: reasonOf });
  return createUIMessageStreamResponse({
    // A connection that breaks is thrown: this makes it a part of the stream.
    stream: createUIMessageStream({
      execute: ({ writer }) => writer.merge(parts),
      onError: reasonOf,
    }),
  });
}

/** Only text: a file in a message may be an address for your server to fetch. */
function readMessages(body: string): ModelMessage[] | null {
  try {
    const { messages }: { messages: UIMessage[] } = JSON.parse(body);
    const read = messages.map(({ role, parts }) => {
      // The system message is yours to write.
      if (role !== 'user' && role !== 'assistant') throw new Error(role);
      const texts = parts.map((part) =>
        part.type === 'text' ? part.text : ''
      );
      return { role, content: texts.join('') };
    });
    return read.length > 0 ? read : null;
  } catch {
    return null;
  }
}

/** Why it failed. Masks the key, which some servers repeat. */
function reasonOf(error: unknown) {
  const message = error instanceof Error ? error.message : String(error);
  const [sentence = ''] = message.split('\n');
  // A shorter key may be part of any word.
  return apiKey.length < 8
    ? sentence
    : sentence.replaceAll(apiKey, '[API key]');
}
