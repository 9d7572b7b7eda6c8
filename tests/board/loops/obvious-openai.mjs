// The guide's first JavaScript loop, which reads `choices[0]` and asks nothing of the end.
import OpenAI from 'openai';
import { asked, finish, write } from './print.mjs';

const { baseURL, apiKey, ...request } = asked;

await finish(async () => {
	const client = new OpenAI({ baseURL, apiKey });
	const stream = await client.chat.completions.create({ ...request, stream: true });
	for await (const chunk of stream) write(chunk.choices[0]?.delta?.content);
});
