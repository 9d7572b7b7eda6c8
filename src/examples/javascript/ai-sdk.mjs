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

const controller = new AbortController();

const { stream } = streamText({
  model: solidrust('vllm-primary'),
  prompt: 'Tell me a story',
  abortSignal: controller.signal,
  timeout: { firstChunkMs: 60_000, chunkMs: 60_000 }, // of silence
  onError() {}, // it would log what the loop below is told anyway
});

try {
  for await (const part of stream) {
    switch (part.type) {
      case 'text-delta':
        process.stdout.write(part.text);
        break;
      // After an error the parts may go on, with a hole in the text.
      case 'error':
        throw part.error;
      case 'abort':
        throw new Error(part.reason);
      case 'finish':
        process.stdout.write('\n');
        if (part.rawFinishReason !== 'stop') {
          // `length`: the token limit; `content_filter`
          console.error(
            `The finish reason is ${part.rawFinishReason}, not stop.`
          );
        }
    }
  }
} catch (error) {
  controller.abort(); // leaving the loop does not end the request
  // Where the request was sent again, the last error says most.
  const { statusCode, message } = error.lastError ?? error;
  const [sentence] = message.split('\n');
  const said = [statusCode, sentence].filter(Boolean).join(' ');
  console.error(`\nThe answer is not whole: ${said}`);
  process.exitCode = 1;
}
