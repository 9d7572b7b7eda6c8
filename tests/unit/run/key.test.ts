/** The key is in nothing that a run leaves behind, wherever a server, a network or a client puts it. */
/* oxlint-disable unicorn/consistent-function-scoping -- a client stands in the test it is made for */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	createRun,
	exportHAR,
	exportSSE,
	importRecording,
	saveRecording,
	snapshotOf,
	type Client,
	type Snapshot,
} from '../../../src/run/index.ts';
import { secretsIn, withoutURLSecrets } from '../../../src/run/key.ts';
import { keyShapes } from '../../support/key-shapes.ts';
import { bytes, chunk, fakeClock, text } from './support.ts';

/** As keys are: printable ASCII without spaces, and not a word that any stream is full of. */
const key = fc
	.tuple(
		fc.constantFrom('sk-', 'sk-proj-', '', 'AIza', '"', '/'),
		fc.string({
			unit: fc.integer({ min: 0x21, max: 0x7e }).map((c) => String.fromCharCode(c)),
			minLength: 8,
			maxLength: 60,
		})
	)
	.map((parts) => parts.join(''))
	// A "#" or "?" would end the URL's path, "%" is an escape there, and "\" a slash.
	.filter((value) => !/[#?%\\]/.test(value));

const places = [
	'the path of the URL',
	'the user name of the URL',
	'a response header',
	'the status text',
	'the body, raw',
	'the body, as JSON',
	'a delta',
	'a comment',
	'an HTTP error',
	'the network error',
	"the client's error",
	"the client's text",
	'the message sent',
] as const;
type Place = (typeof places)[number];

async function runWithKeyIn(place: Place, apiKey: string, cut: number): Promise<Snapshot> {
	const at = (where: Place) => (place === where ? apiKey : '');
	const baseURL = `https://${place === 'the user name of the URL' ? `user:${encodeURIComponent(apiKey)}@` : ''}api.example/${encodeURIComponent(at('the path of the URL'))}`;
	const body = bytes(
		`data: {"x":"raw: "} ${at('the body, raw')}\n\ndata: ${JSON.stringify({ error: at('the body, as JSON') || undefined })}\n\n` +
			`: ${at('a comment')}\n\n${chunk({ content: `You sent ${at('a delta')}` })}${chunk({}, 'stop')}data: [DONE]\n\n`
	);
	// Inside the key, where the body has it: the cut that is hardest.
	const keyAt = text(body).indexOf(apiKey);
	const border = keyAt === -1 ? cut % body.length : keyAt + (cut % apiKey.length);
	const fetch: typeof globalThis.fetch = async () => {
		if (place === 'the network error')
			throw new TypeError(`"Bearer ${apiKey}" is no header value.`);
		if (place === 'an HTTP error') {
			return Response.json(
				{ error: { message: `Incorrect API key: ${apiKey}.` } },
				{ status: 401 }
			);
		}
		const stream = new ReadableStream({
			start(controller) {
				controller.enqueue(body.slice(0, border));
				controller.enqueue(body.slice(border));
				controller.close();
			},
		});
		const response = new Response(stream, {
			headers: { 'content-type': 'text/event-stream', 'x-echo': at('a response header') },
		});
		Object.defineProperty(response, 'statusText', { value: at('the status text') });
		return response;
	};
	const client: Client = async function* (options) {
		const response = await options.fetch(`${options.baseURL}/chat/completions`, {
			method: 'POST',
			headers: { authorization: `Bearer ${options.apiKey}`, 'x-api-key': options.apiKey! },
			body: JSON.stringify({ model: options.model, messages: options.messages }),
		});
		yield* (await response.text()).slice(0, 400);
		yield at("the client's text").slice(0, 5);
		yield at("the client's text").slice(5);
		if (place === "the client's error") throw new Error(`With ${apiKey} it does not work.`);
	};
	const content = `My key is ${at('the message sent')}`;
	const request = { baseURL, apiKey, body: { model: 'm', messages: [{ role: 'user', content }] } };
	return createRun({ request, fetch, clock: fakeClock(), client }).start();
}

/** All of a snapshot as one text, decoded as a reader would read it. */
function allOf(snapshot: Snapshot): string {
	const strings: string[] = [];
	const collect = (value: unknown): void => {
		if (typeof value === 'string') strings.push(value);
		else if (value instanceof Uint8Array) strings.push(text(value));
		else if (typeof value === 'object' && value !== null) {
			for (const [name, content] of Object.entries(value)) {
				strings.push(name);
				collect(content);
			}
		}
	};
	collect(snapshot);
	return strings.join('\n');
}

describe('the key', () => {
	test.each(places)('is nowhere, though it was in %s', async (place) => {
		await fc.assert(
			fc.asyncProperty(key, fc.nat(2000), async (apiKey, cut) => {
				const snapshot = await runWithKeyIn(place, apiKey, cut);
				const { recording } = snapshot;
				const inJSON = JSON.stringify(apiKey).slice(1, -1);
				for (const [where, all] of [
					['the snapshot', allOf(snapshot)],
					['a replay', allOf(snapshotOf(recording))],
					['the recording as JSON', JSON.stringify(recording)],
					['the file', saveRecording(recording)],
					['the HAR', exportHAR(recording)],
					[
						'the HAR read back',
						allOf({ ...snapshot, recording: importRecording(exportHAR(recording)) }),
					],
					['the .sse', text(exportSSE(recording))],
				] as const) {
					expect(all.includes(apiKey) || all.includes(inJSON), `${where}: ${all}`).toBe(false);
				}
			}),
			{ numRuns: 15 }
		);
	});

	test('is not there in part either, where the body ends inside it', async () => {
		const request = {
			baseURL: 'https://api.example',
			apiKey: 'sk-secret-4711',
			body: { model: 'm', messages: [] },
		};
		const fetch = async () => new Response('data: no such key: sk-secret-47');
		const snapshot = await createRun({ request, fetch, clock: fakeClock() }).start();
		expect(snapshot.bodyText).toBe('data: no such key: ************');
		expect(text(snapshot.rest)).toBe(snapshot.bodyText);
	});

	test('is not there as name and password in the URL', async () => {
		const request = { baseURL: 'https://me:pw@api.example', body: { model: 'm', messages: [] } };
		const snapshot = await createRun({ request, fetch, clock: fakeClock() }).start();
		expect(snapshot.recording.request.url).toBe('https://api.example/chat/completions');
		expect(snapshot.outcome?.kind).toBe('blocked');
		expect(snapshot.recording.end?.message).not.toContain('pw');
	});

	test('is not there as a parameter of the URL, though too short to be looked for', async () => {
		const { recording } = await createRun({
			request: { baseURL: 'https://api.example/v1', body: { model: 'm', messages: [] } },
			fetch: async () => new Response('data: short1\n\n'),
			clock: fakeClock(),
			client: async function* (options) {
				const url = `${options.baseURL}/chat/completions?key=short1&code=c&api-version=2`;
				await options.fetch(url, { method: 'POST' });
				yield '';
			},
		}).start();
		expect(recording.request.url).toBe(
			'https://api.example/v1/chat/completions?key=******&code=*&api-version=2'
		);
	});

	test('is found in what the client sent, where that is another than the form has', async () => {
		const client: Client = async function* (options) {
			const response = await options.fetch(
				`${options.baseURL}/chat/completions?api-key=in-the-url`,
				{
					method: 'POST',
					headers: { 'X-Goog-Api-Key': 'hard-coded-key', cookie: 'session=1' },
					body: '{"model":"m","messages":[]}',
				}
			);
			yield await response.text();
		};
		const request = { baseURL: 'https://api.example', body: { model: 'm', messages: [] } };
		const fetch = async () => new Response('data: hard-coded-key in-the-url\n\n');
		const snapshot = await createRun({ request, fetch, clock: fakeClock(), client }).start();
		expect(snapshot.recording.request.headers).toEqual([]);
		expect(snapshot.recording.request.url).toBe(
			'https://api.example/chat/completions?api-key=**********'
		);
		expect(snapshot.frames[0]?.data).toBe('************** **********');
		expect(snapshot.client?.text).toBe('data: ************** **********\n\n');
	});
});

describe('secretsIn()', () => {
	test('takes the value of every header that is not known to be harmless, and keys from the URL', () => {
		const url = 'https://me:pass%20word@api.example/v1?key=abc&model=m&access_token=def#key=no';
		const headers = [
			['authorization', 'Bearer k1'],
			['x-api-key', ' k2 '],
			['ocp-apim-subscription-key', 'k3'],
			['accept', '*/*'],
			['host', 'api.example'],
			['cf-aig-authorization', 'Bearer k4'],
			['helicone-auth', 'k5'],
			['cookie', 'a=k6; b=k7'],
			['proxy-authorization', 'Basic dXNlcjprOA=='],
		] as const;
		expect(new Set(secretsIn(headers, url))).toEqual(
			new Set(
				'k1 k2 k3 k4 k5 k6 k7 k8 dXNlcjprOA== abc def pass%20word'.split(' ').concat('pass word')
			)
		);
	});
});

describe('withoutURLSecrets()', () => {
	test('drops name and password of a URL in any text, and no other "@"', () => {
		expect(
			withoutURLSecrets('Request to https://a:b@c@api.example/x@y failed; ask me@example.org')
		).toBe('Request to https://api.example/x@y failed; ask me@example.org');
	});

	test.each([
		'key',
		'apikey',
		'x-api-key',
		'x-goog-api-key',
		'ocp-apim-subscription-key',
		'access_token',
		'sig',
		'code',
	])('writes over the parameter %s, however short, and no other', (name) => {
		const url = `https://api.example/v1?version=7&${name}=`;
		expect(withoutURLSecrets(`"${url}ab&monkey=cd#x" failed`)).toBe(
			`"${url}**&monkey=cd#x" failed`
		);
		expect(secretsIn([], `${url}abcdefgh&monkey=cd`)).toContain('abcdefgh');
	});
});

describe('a key in a message', () => {
	test.each(keyShapes.filter((shape) => !shape.isOnlyAlone))(
		'of $vendor is in no recording, though it was no header',
		async ({ key: pasted }) => {
			const content = `Why does ${pasted} fail?`;
			const request = {
				baseURL: 'https://api.example',
				body: { model: 'm', messages: [{ role: 'user', content }] },
			};
			const fetch = async () => new Response(chunk({ content: `Because ${pasted} is old` }));
			const snapshot = await createRun({ request, fetch, clock: fakeClock() }).start();
			expect(allOf(snapshot)).not.toContain(pasted);
			const stream = chunk({ content: `Because ${pasted} is old` });
			expect(allOf(snapshotOf(importRecording(stream)))).not.toContain(pasted);
		}
	);
});
