/** The loop that OpenAI's SDK is made for, in the shape of the printed example. */
import OpenAI from 'openai';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { ClientOptions } from '../../../run/index.ts';

export async function* openAiSdk({ baseURL, apiKey, fetch, signal, ...body }: ClientOptions) {
	const client = new OpenAI({
		baseURL,
		// It wants one. Over recorded bytes there is none, and nobody to ask for it.
		apiKey: apiKey ?? 'none',
		fetch,
		// The key that it would protect is not here.
		dangerouslyAllowBrowser: true,
		// A recording answers a second request as it did the first.
		maxRetries: 0,
	});
	const stream = await client.chat.completions.create(
		{ ...body, stream: true } as unknown as ChatCompletionCreateParamsStreaming,
		{ signal }
	);
	for await (const chunk of stream) {
		const content = chunk.choices[0]?.delta?.content;
		if (content) yield content;
	}
}
