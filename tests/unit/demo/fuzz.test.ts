/** Anything at all is sent to the demo. What it answers is an answer or a 4xx in the API's shape. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDemoHandler } from '../../../src/demo/index.ts';
import { chatRequest, chunksOf, errorOf, STORY } from '../../support/demo.ts';

const handler = createDemoHandler({ pace: 0 });

/** What is wrong with the answer to this body; undefined if nothing is. */
async function troubleWith(body: string | Uint8Array<ArrayBuffer>): Promise<string | undefined> {
	const response = await handler(chatRequest({}, { body }));
	if (response.status !== 200) {
		const { status, error } = await errorOf(response);
		if (status !== 400 && status !== 404) return `${status} ${error.message}`;
		return /^[A-Z`].*\.$/s.test(error.message) ? undefined : `No sentence: ${error.message}`;
	}
	if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
		return (await chunksOf(response)).length > 0 ? undefined : 'No chunk.';
	}
	const answer = (await response.json()) as { object?: unknown };
	return answer.object === 'chat.completion' ? undefined : `A ${String(answer.object)}.`;
}

const anyValue = fc.oneof(
	fc.jsonValue({ maxDepth: 3 }),
	fc.constantFrom(
		0,
		-0,
		1e308,
		-1,
		2 ** 53,
		1e-320,
		'',
		' ',
		'\0',
		'\ud800',
		'__proto__',
		[],
		{},
		null
	),
	fc.string({ unit: 'binary' })
);

const fieldNames = [
	'model',
	'messages',
	'stream',
	'stream_options',
	'n',
	'max_tokens',
	'max_completion_tokens',
	'stop',
	'temperature',
	'top_p',
	'presence_penalty',
	'frequency_penalty',
	'seed',
	'__proto__',
	'constructor',
	'toString',
	'tools',
];

describe('the demo API', () => {
	test('never fails on any bytes', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
				expect(await troubleWith(bytes)).toBeUndefined();
			})
		);
	});

	test('never fails on any JSON', async () => {
		await fc.assert(
			fc.asyncProperty(fc.json({ maxDepth: 6 }), async (json) => {
				expect(await troubleWith(json)).toBeUndefined();
			}),
			{ numRuns: 200 }
		);
	});

	test('never fails on a valid request with any values in any fields', async () => {
		const changes = fc.array(fc.tuple(fc.constantFrom(...fieldNames), anyValue), { maxLength: 4 });
		await fc.assert(
			fc.asyncProperty(changes, async (fields) => {
				const valid: [string, unknown][] = [
					['model', 'vllm-primary'],
					['messages', [STORY]],
					['max_tokens', 5],
				];
				// Not `Object.fromEntries`: a `__proto__` key must reach the wire, and doubled keys too.
				const body = [...valid, ...fields].map(
					([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`
				);
				expect(await troubleWith(`{${body.join(',')}}`)).toBeUndefined();
			}),
			{ numRuns: 400 }
		);
	});

	test('never fails on messages of any kind', async () => {
		const part = fc.oneof(
			fc.record({ type: fc.constantFrom('text', 'image_url'), text: anyValue }),
			anyValue
		);
		const message = fc.oneof(
			fc.record(
				{
					role: fc.oneof(fc.constantFrom('user', 'system', 'assistant', 'tool'), anyValue),
					content: fc.oneof(
						fc.string({ unit: 'binary' }),
						fc.array(part, { maxLength: 3 }),
						anyValue
					),
				},
				{ requiredKeys: [] }
			),
			anyValue
		);
		await fc.assert(
			fc.asyncProperty(
				fc.array(message, { maxLength: 4 }),
				fc.boolean(),
				async (messages, stream) => {
					const body = JSON.stringify({ model: 'vllm-primary', messages, stream });
					expect(await troubleWith(body)).toBeUndefined();
				}
			),
			{ numRuns: 400 }
		);
	});

	test('never fails on any fault that a path may name, or any option', async () => {
		const text = fc.string({ unit: 'binary', maxLength: 12 });
		const option = fc.tuple(
			fc.oneof(fc.constantFrom('after', 'seed', 'shape', '__proto__', 'constructor'), text),
			fc.oneof(fc.constantFrom('7', '-1', '1e9', 'vllm', ''), text)
		);
		const name = fc.oneof(
			fc.constantFrom('cut', 'error-midway', '__proto__', 'toString', ''),
			text
		);
		await fc.assert(
			fc.asyncProperty(name, fc.array(option, { maxLength: 3 }), async (fault, options) => {
				const segment = [fault, ...options.map((pair) => pair.join('='))].join(';').toWellFormed();
				const base = `/faults/${encodeURIComponent(segment)}/v1`;
				const response = await handler(chatRequest({ stream: true, max_tokens: 3 }, { base }));
				expect([200, 400, 404], segment).toContain(response.status);
				const failure = response.status === 200 ? undefined : await errorOf(response);
				expect(failure?.error.message ?? 'None.', segment).toMatch(/\.$/);
			}),
			{ numRuns: 400 }
		);
	});

	test('never fails on any path, method or key', async () => {
		const headers = fc.record({
			authorization: fc.string({ maxLength: 30 }).filter((text) => /^[\x20-\x7e]*$/.test(text)),
		});
		const path = fc.webPath().map((webPath) => `/v1${webPath}`);
		const method = fc.constantFrom('GET', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'MOVE');
		await fc.assert(
			fc.asyncProperty(path, method, headers, async (webPath, verb, init) => {
				const request = new Request(`http://demo.test${webPath}`, { method: verb, headers: init });
				const { status } = await handler(request);
				expect([200, 204, 401, 404, 405], `${verb} ${webPath}`).toContain(status);
			}),
			{ numRuns: 400 }
		);
	});
});
