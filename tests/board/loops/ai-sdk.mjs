// `streamText` of the AI SDK as its documentation shows it, with `onError`, where it hands errors over.
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { streamText } from 'ai';
import { asked, finish, write } from './print.mjs';

const { baseURL, apiKey, model, messages } = asked;

await finish(async () => {
	const provider = createOpenAICompatible({ name: 'demo', apiKey, baseURL });
	let failure;
	const { textStream } = streamText({
		model: provider.chatModel(model),
		messages,
		onError: ({ error }) => void (failure = error),
	});
	for await (const delta of textStream) write(delta);
	if (failure !== undefined) throw failure;
});
