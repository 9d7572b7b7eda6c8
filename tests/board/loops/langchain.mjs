// `ChatOpenAI.stream()` of LangChain as its documentation shows it.
import { ChatOpenAI } from '@langchain/openai';
import { asked, finish, write } from './print.mjs';

const { baseURL, apiKey, model, messages } = asked;

await finish(async () => {
	// Its six retries, each after twice the wait, would take two minutes.
	const chat = new ChatOpenAI({ model, apiKey, configuration: { baseURL }, maxRetries: 2 });
	for await (const chunk of await chat.stream(messages)) write(chunk.text);
});
