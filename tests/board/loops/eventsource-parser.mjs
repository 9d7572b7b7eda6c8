// eventsource-parser as its documentation uses it, over a `fetch` whose status is checked.
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { asked, finish, write } from './print.mjs';

const { baseURL, apiKey, ...request } = asked;

await finish(async () => {
	const response = await fetch(`${baseURL}/chat/completions`, {
		method: 'POST',
		headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${apiKey}` },
		body: JSON.stringify({ ...request, stream: true }),
	});
	if (!response.ok) throw new Error(`HTTP ${response.status}`);
	const events = response.body
		.pipeThrough(new TextDecoderStream())
		.pipeThrough(new EventSourceParserStream());
	for await (const { data } of events) {
		if (data === '[DONE]') break;
		for (const choice of JSON.parse(data).choices ?? []) {
			if (choice.index === 0) write(choice.delta?.content);
		}
	}
});
