import { describe, expect, test } from 'vitest';
import { createDemoHandler, isDemoPath } from '../../../src/demo/index.ts';
import { chatRequest, errorOf } from '../../support/demo.ts';

const handler = createDemoHandler({ pace: 0 });
const ask = (path: string, init?: RequestInit) =>
	handler(new Request(`http://demo.test${path}`, init));
const preflight = (headers: Record<string, string>) =>
	ask('/v1/chat/completions', {
		method: 'OPTIONS',
		headers: { origin: 'http://page.test', 'access-control-request-method': 'POST', ...headers },
	});

describe('createDemoHandler()', () => {
	test('lists its models, and shows one', async () => {
		const list = (await (await ask('/v1/models')).json()) as { data: { id: string }[] };
		expect(list).toMatchObject({ object: 'list' });
		expect(list.data.map(({ id }) => id)).toEqual(['vllm-primary', 'qwen3-4b']);
		expect(await (await ask('/v1/models/qwen3-4b')).json()).toEqual(list.data[1]);
		expect(await errorOf(ask('/v1/models/gpt-4o'))).toMatchObject({
			status: 404,
			error: { code: 'model_not_found', param: 'model' },
		});
	});

	test.each([
		['authorization', 'Bearer sk-invalid'],
		['authorization', 'bearer  sk-invalid '],
		['x-api-key', 'sk-invalid'],
	])('answers 401 to %s: %s', async (name, value) => {
		const { status, error } = await errorOf(
			handler(chatRequest({}, { headers: { [name]: value } }))
		);
		expect(status).toBe(401);
		expect(error).toMatchInlineSnapshot(`
			{
			  "code": "invalid_api_key",
			  "message": "The API key is not valid. The demo accepts any key except \`sk-invalid\`, and needs none.",
			  "param": null,
			  "type": "authentication_error",
			}
		`);
		expect((await ask('/v1/models', { headers: { [name]: value } })).status).toBe(401);
	});

	test.each([
		{},
		{ authorization: 'Bearer sk-any' },
		{ authorization: 'Bearer sk-invalid-not' },
		{ 'x-api-key': 'anything' },
	])('takes any other key, and none: %o', async (headers: Record<string, string>) => {
		expect((await handler(chatRequest({}, { headers }))).status).toBe(200);
	});

	test("answers 404 in the API's shape to a path it does not have", async () => {
		const { status, error } = await errorOf(ask('/v1/embeddings', { method: 'POST' }));
		expect(status).toBe(404);
		expect(error.message).toMatchInlineSnapshot(
			`"There is nothing at POST /v1/embeddings. Try POST /v1/chat/completions, /v1/responses or /v1/messages, GET /v1/models or GET /faults."`
		);
		expect((await errorOf(ask('/'))).status).toBe(404);
	});

	test.each([
		['GET', '/v1/chat/completions', 'POST, OPTIONS'],
		['PUT', '/v1/chat/completions', 'POST, OPTIONS'],
		['POST', '/v1/models', 'GET, HEAD, OPTIONS'],
		['DELETE', '/v1/models/qwen3-4b', 'GET, HEAD, OPTIONS'],
	])('answers 405 to %s %s, and says what is allowed', async (method, path, allow) => {
		const response = await ask(path, { method });
		expect(response.headers.get('allow')).toBe(allow);
		expect(await errorOf(response)).toMatchObject({
			status: 405,
			error: { code: 'method_not_allowed' },
		});
	});

	test('answers HEAD as GET, without the body', async () => {
		const response = await ask('/v1/models', { method: 'HEAD' });
		expect(response.status).toBe(200);
		expect(await response.text()).toBe('');
	});

	test('answers 413 to a body over 1 MiB, whatever its content-length', async () => {
		const big = JSON.stringify({ padding: 'x'.repeat(1_048_577) });
		const streamed = () => ({
			body: new Blob([big]).stream(),
			duplex: 'half' as const,
		});
		const cases: RequestInit[] = [
			{ body: big, headers: { 'content-length': String(big.length) } },
			streamed(),
			{ ...streamed(), headers: { 'content-length': '5' } },
			{ body: '{}', headers: { 'content-length': '1048577' } },
		];
		for (const [index, init] of cases.entries()) {
			const { status, error } = await errorOf(handler(chatRequest({}, init)));
			expect(status, `case ${index}`).toBe(413);
			expect(error.message).toMatchInlineSnapshot(
				`"The body is over 1048576 bytes (1 MiB), which is the limit here. Send less."`
			);
		}
	});

	test('stops reading a body once it is over the limit, and cancels it', async () => {
		let pulled = 0;
		let isCancelled = false;
		const endless = new ReadableStream({
			pull(controller) {
				pulled += 65_536;
				controller.enqueue(new Uint8Array(65_536).fill(0x20));
			},
			cancel() {
				isCancelled = true;
			},
		});
		const { status } = await errorOf(
			handler(chatRequest({}, { body: endless, duplex: 'half' } as RequestInit))
		);
		expect(status).toBe(413);
		expect(pulled).toBeLessThan(2_000_000);
		expect(isCancelled).toBe(true);
	});

	test('accepts a body of exactly 1 MiB', async () => {
		const head = '{"model":"gpt-4o","padding":"';
		const body = `${head}${'x'.repeat(1_048_576 - head.length - 2)}"}`;
		expect((await errorOf(handler(chatRequest({}, { body })))).status).toBe(404);
	});

	test('reads the body of a request that has no stream, as in Firefox', async () => {
		const request = chatRequest();
		Object.defineProperty(request, 'body', { value: undefined });
		expect((await handler(request)).status).toBe(200);
	});

	test('lets every page call it and read the headers that say when to retry', async () => {
		const answers = [await handler(chatRequest()), await ask('/v1/nothing')];
		for (const { headers, status } of answers) {
			expect(headers.get('access-control-allow-origin'), String(status)).toBe('*');
			expect(headers.get('access-control-expose-headers')).toMatchInlineSnapshot(
				`"retry-after,x-request-id,x-ratelimit-limit,x-ratelimit-remaining,x-ratelimit-reset,x-ratelimit-window"`
			);
		}
	});

	test('allows in a preflight what was asked for, otherwise what SDKs send', async () => {
		const asked = await preflight({ 'access-control-request-headers': 'authorization,x-mine' });
		expect(asked.status).toBe(204);
		expect(asked.headers.get('access-control-allow-headers')).toBe('authorization,x-mine');
		expect(asked.headers.get('access-control-allow-methods')).toContain('POST');
		const unasked = (await preflight({})).headers.get('access-control-allow-headers')?.split(',');
		expect(unasked).toEqual(
			expect.arrayContaining([
				'authorization',
				'content-type',
				'x-api-key',
				'x-stainless-retry-count',
			])
		);
	});
});

describe('isDemoPath()', () => {
	test.each([
		['/v1', true],
		['/v1/chat/completions', true],
		['/faults', true],
		['/faults/cut;after=7/v1/models', true],
		['/', false],
		['/v10', false],
		['/playground/', false],
		['/faults/', true],
		['/faults/cut/', true],
		['/faults/cut/chat/completions', true],
		['/faultsv1', false],
	])('%s: %s', (path, expected) => {
		expect(isDemoPath(path)).toBe(expected);
	});
});
