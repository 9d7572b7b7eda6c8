// The guide's first JavaScript program, as it stood, but for its key and address.
import OpenAI from 'openai';

const client = new OpenAI({
	apiKey: process.env.SOLIDRUST_API_KEY,
	baseURL: process.env.SOLIDRUST_BASE_URL,
});

const stream = await client.chat.completions.create({
	model: 'vllm-primary',
	messages: [{ role: 'user', content: 'Tell me a story' }],
	stream: true,
});

for await (const chunk of stream) {
	const content = chunk.choices[0]?.delta?.content;
	if (content) {
		process.stdout.write(content);
	}
}
