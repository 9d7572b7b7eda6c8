/** The usual loop over OpenAI's SDK, with the signature of the printed example. */
import OpenAI from 'openai';
import type { ChatCompletionCreateParamsStreaming } from 'openai/resources/chat/completions';
import type { ClientOptions } from '../../../run/index.ts';

export async function* openAiSdk({ baseURL, apiKey, fetch, signal, ...body }: ClientOptions) {
	const client = new OpenAI({
		baseURL,
		// The SDK requires one; over recorded bytes there is none.
		apiKey: apiKey ?? 'none',
		fetch,
		// This protects a key, and there is none here.
		dangerouslyAllowBrowser: true,
		// A recording would answer a retry in the same way.
		maxRetries: 0,
	});
	const stream = await client.chat.completions.create(
		// Sent as it is, whatever the SDK's types know of its fields.
		{ ...body, stream: true } as unknown as ChatCompletionCreateParamsStreaming,
		{ signal }
	);
	for await (const chunk of stream) {
		const content = chunk.choices[0]?.delta?.content;
		if (content) yield content;
	}
}
