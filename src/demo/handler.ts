/**
 * The demo API as one function from request to response, for the page, for Node and for tests.
 *
 * In      a web-standard `Request` to `/v1/models` or `/v1/chat/completions`.
 * Out     a `Response` as an OpenAI-compatible server gives it; streams are paced like a model's.
 * Units   milliseconds.
 * Errors  none thrown for what a client sent: bad requests are answered in the API's error shape.
 */
import { Hono } from 'hono/tiny';
import { replyTo } from './replies/index.ts';

export interface DemoOptions {
	/** Factor on every wait: 1 is a model's pace, 0 sends all at once. */
	pace?: number;
}

const MODELS = ['vllm-primary', 'qwen3-4b'];

export function createDemoHandler({ pace = 1 }: DemoOptions = {}) {
	const app = new Hono();

	app.get('/v1/models', (context) =>
		context.json({
			object: 'list',
			data: MODELS.map((id) => ({ id, object: 'model', created: 0, owned_by: 'demo' })),
		})
	);

	app.post('/v1/chat/completions', async (context) => {
		const authorization = context.req.header('authorization') ?? '';
		if (authorization.endsWith('sk-invalid')) {
			return context.json(
				{
					error: {
						message: 'The API key is not valid.',
						type: 'authentication_error',
						param: null,
						code: 'invalid_api_key',
					},
				},
				401
			);
		}
		const body = await context.req.json();
		const prompt = String(body.messages?.at(-1)?.content ?? '');
		const tokens = replyTo(prompt).match(/\s*\S+\s*?/gu) ?? [];
		const envelope = {
			id: 'chatcmpl-demo',
			object: 'chat.completion.chunk',
			created: 1_793_491_200,
			model: body.model,
		};
		const choice = (delta: object, finish_reason: string | null) => ({
			...envelope,
			choices: [{ index: 0, delta, logprobs: null, finish_reason }],
		});
		const chunks: object[] = [
			choice({ role: 'assistant', content: '' }, null),
			...tokens.map((content) => choice({ content }, null)),
			choice({}, 'stop'),
		];
		const usage = {
			prompt_tokens: 8,
			completion_tokens: tokens.length,
			total_tokens: 8 + tokens.length,
		};
		if (body.stream_options?.include_usage) chunks.push({ ...envelope, choices: [], usage });
		const frames = [...chunks.map((chunk) => JSON.stringify(chunk)), '[DONE]'];
		if (!body.stream) {
			return context.json({
				...envelope,
				object: 'chat.completion',
				choices: [
					{
						index: 0,
						message: { role: 'assistant', content: tokens.join('') },
						finish_reason: 'stop',
					},
				],
				usage,
			});
		}
		const encoder = new TextEncoder();
		let next = 0;
		return new Response(
			new ReadableStream(
				{
					async pull(controller) {
						const wait = (next === 0 ? 250 : 1000 / 60) * pace;
						if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
						controller.enqueue(encoder.encode(`data: ${frames[next++]}\n\n`));
						if (next === frames.length) controller.close();
					},
				},
				{ highWaterMark: 0 }
			),
			{ headers: { 'content-type': 'text/event-stream; charset=utf-8' } }
		);
	});

	return async (request: Request): Promise<Response> => app.fetch(request);
}
