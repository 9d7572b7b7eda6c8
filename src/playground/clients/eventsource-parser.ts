/** `eventsource-parser` for the frames, and our own rules for what they say: the printed example's, in short. */
import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { ClientOptions } from '../../run/index.ts';

export async function* eventSourceParser({
	baseURL,
	apiKey,
	fetch,
	signal,
	...body
}: ClientOptions) {
	const response = await fetch(`${baseURL}/chat/completions`, {
		method: 'POST',
		headers: {
			'Content-Type': 'application/json',
			...(apiKey && { Authorization: `Bearer ${apiKey}` }),
		},
		body: JSON.stringify({ ...body, stream: true }),
		signal,
	});
	if (!response.ok || !response.body) throw new Error(`The API answered ${response.status}.`);

	const events = response.body
		.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array<ArrayBuffer>>)
		.pipeThrough(new EventSourceParserStream())
		.getReader();
	let finishReason: string | undefined;
	for (let read = await events.read(); !read.done; read = await events.read()) {
		const { data } = read.value;
		if (data === '[DONE]') break;
		const chunk = JSON.parse(data);
		if (chunk.error) throw new Error(`The API stopped with an error: ${chunk.error.message}`);
		const choice = chunk.choices?.[0];
		if (choice?.delta?.content) yield String(choice.delta.content);
		finishReason ??= choice?.finish_reason;
	}
	if (!finishReason) throw new Error('The stream ended mid-answer: no finish reason.');
}
