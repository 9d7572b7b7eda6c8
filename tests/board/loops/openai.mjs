// The loop of openai-node's own documentation, but for a guard of `choices`: it asks nothing of the end.
import OpenAI from 'openai';
import { asked, finish, write } from './print.mjs';

const { baseURL, apiKey, ...request } = asked;

await finish(async () => {
	const client = new OpenAI({ baseURL, apiKey });
	const stream = await client.chat.completions.create({ ...request, stream: true });
	for await (const chunk of stream) {
		for (const choice of chunk.choices ?? []) {
			if (choice.index === 0) write(choice.delta?.content);
		}
	}
});
