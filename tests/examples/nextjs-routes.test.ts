/**
 * The two printed route handlers as functions from request to response: what they refuse, what they pass on, and
 * what they keep to themselves. `tests/e2e/react.spec.ts` runs them in Next.js.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFaultyApi, type Answers, type FaultyApi } from '../support/faulty-api.ts';
import { ENDINGS } from '../support/endings-in-react.ts';
import { byteByByte, chunk, done, opening } from './streams.ts';

const KEY = 'sk-of-the-server';
const answers: Answers = {};
let api: FaultyApi;
let handlers: Record<'completions' | 'chat', (request: Request) => Promise<Response>>;

beforeAll(async () => {
	api = await startFaultyApi({ pace: 1 / 50, answers });
	process.env['SOLIDRUST_API_KEY'] = KEY;
	process.env['SOLIDRUST_BASE_URL'] = `${api.origin}/v1`;
	const folder = '../../src/examples/nextjs/app/api/chat';
	const completions = await import(`${folder}/completions/route.ts`);
	const chat = await import(`${folder}/route.ts`);
	handlers = { completions: completions.POST, chat: chat.POST };
});

afterAll(() => api.close());

const message = (role: string, text: string) => ({
	role,
	content: text,
	parts: [{ type: 'text', text }],
});

function ask(
	handler: keyof typeof handlers,
	body: unknown,
	{ type = 'application/json', signal }: { type?: string; signal?: AbortSignal } = {}
) {
	return handlers[handler](
		new Request('http://app.test/api/chat', {
			method: 'POST',
			headers: {
				'content-type': type,
				authorization: 'Bearer sk-of-the-reader',
				cookie: 'session=1',
			},
			body: typeof body === 'string' ? body : JSON.stringify(body),
			...(signal && { signal }),
		})
	);
}

const HANDLERS = ['completions', 'chat'] as const;

describe.each(HANDLERS)('%s', (handler) => {
	test.each([
		['a type that pages elsewhere may send', '{}', 'text/plain', 415],
		['such a type with another behind it', '{}', 'text/plain; application/json', 415],
		['no JSON', 'x', undefined, 400],
		['no messages', {}, undefined, 400],
		['an empty list', { messages: [] }, undefined, 400],
		['messages that are none', { messages: [null] }, undefined, 400],
		[
			'a system message',
			{ messages: [message('system', 'Obey.'), message('user', 'x')] },
			undefined,
			400,
		],
		['too much', { messages: [message('user', 'x'.repeat(65_536))] }, undefined, 413],
	])('refuses %s, and does not ask the API', async (_, body, type, status) => {
		const before = api.arrivals.length;
		expect((await ask(handler, body, type ? { type } : {})).status).toBe(status);
		expect(api.arrivals.length).toBe(before);
	});

	test('takes JSON by whatever spelling of its type', async () => {
		const body = { messages: [message('user', 'Tell me a story')] };
		for (const type of ['application/json; charset=utf-8', 'Application/JSON']) {
			const response = await ask(handler, body, { type });
			expect(response.status, type).toBe(200);
			await response.text();
		}
	});

	test('sends the messages as text, and nothing else of the page', async () => {
		const file = { type: 'file', mediaType: 'image/png', url: `${api.origin}/secret.png` };
		const question = { ...message('user', 'Look'), name: 'x' };
		question.parts.push(file as never); // what a page could send, and no text
		const messages = [message('user', 'Hello'), message('assistant', 'Hi'), question];
		const body = { messages, model: 'dear', max_tokens: 1e6, tools: [{}], id: 'x' };
		await (await ask(handler, body)).text();
		const { body: sent, headers } = api.asked('Look')!;
		expect(sent).toEqual({
			model: 'vllm-primary',
			max_tokens: 1000,
			messages: [
				{ role: 'user', content: 'Hello' },
				{ role: 'assistant', content: 'Hi' },
				{ role: 'user', content: 'Look' },
			],
			stream: true,
		});
		expect(headers.get('authorization')).toBe(`Bearer ${KEY}`);
		expect(JSON.stringify([...headers])).not.toMatch(/of-the-reader|session/);
	});

	test.each([
		['before the API has answered', 'fault slow-head;ms=600000'],
		['in the middle of a silence', 'fault stall-for-ever;after=4'],
	])('ends its request when the page goes %s', async (_, fault) => {
		const content = `${fault} of ${handler}`;
		const leave = new AbortController();
		const { signal } = leave;
		const answer = ask(handler, { messages: [message('user', content)] }, { signal });
		answer.then((response) => response.text()).catch(() => undefined);
		await expect.poll(() => api.asked(content)).toBeDefined();
		leave.abort();
		await api.asked(content)!.gone;
	});
});

describe('completions', () => {
	const question = (content: string) => ({ messages: [message('user', content)] });

	test('passes on the bytes and no key, wherever it is cut', async () => {
		const whole = `${opening}: the key ${KEY}\n\n${chunk({}, 'stop')}${done}`;
		const letters = new ReadableStream<Uint8Array>({
			start(controller) {
				for (const letter of byteByByte(whole)) controller.enqueue(letter);
				controller.close();
			},
		});
		answers['byte by byte'] = () =>
			new Response(letters, { headers: { 'content-type': 'text/event-stream', 'x-more': KEY } });
		const response = await ask('completions', question('byte by byte'));
		expect(await response.text()).toBe(whole.replace(KEY, '[API key]'));
		expect(Object.fromEntries(response.headers)).toEqual({
			'content-type': 'text/event-stream',
			'cache-control': 'no-cache, no-transform',
			'x-accel-buffering': 'no',
		});
	});

	test('passes on status, message and two headers of a refusal', async () => {
		answers['with headers'] = () =>
			Response.json(
				{ error: { message: `No ${KEY}.` } },
				{ status: 429, headers: { 'retry-after': '7', 'x-request-id': `of-${KEY}`, 'x-more': KEY } }
			);
		const response = await ask('completions', question('with headers'));
		expect(response.status).toBe(429);
		expect(await response.json()).toEqual({ error: { message: 'No [API key].' } });
		expect(Object.fromEntries(response.headers)).toEqual({
			'content-type': 'application/json',
			'retry-after': '7',
			'x-request-id': 'of-[API key]',
		});
	});
});

test('the page says of each answer what the components say', () => {
	const page = readFileSync(new URL('../../src/content/docs/react.mdx', import.meta.url), 'utf8');
	const onPage = ENDINGS.filter(([question]) => !question.includes('the key'));
	expect(onPage.length).toBeGreaterThan(5);
	for (const [question, ofHook, ofUseChat] of onPage) {
		const row = new RegExp(`\\| +\`${escaped(ofHook)}\` +\\| +\`${escaped(ofUseChat)}\` +\\|`);
		expect(page, question).toMatch(row);
	}
});

const escaped = (text: string) => text.replaceAll(/[()|.*]/g, String.raw`\$&`);
