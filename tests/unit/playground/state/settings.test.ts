import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	DEFAULT_SETTINGS,
	demoBaseURL,
	faultIn,
	readBaseURL,
	readKey,
	readSettings,
} from '../../../../src/playground/state/settings.ts';
import type { Settings } from '../../../../src/playground/state/settings.ts';

const endpoint: Settings = { ...DEFAULT_SETTINGS, sendTo: 'endpoint' };

function requestOf(settings: Settings, key = '') {
	const { request, problems } = readSettings(settings, key);
	expect(problems, 'problems').toBeUndefined();
	return request!;
}

function problemsOf(settings: Settings, key = ''): string[] {
	const { request, problems } = readSettings(settings, key);
	expect(request, 'a request was made').toBeUndefined();
	return problems!.map(({ field, text }) => `${field}: ${text}`);
}

/** The key, a text with the key in it, or anything else. */
const box = (secret: string) =>
	fc.oneof(
		fc.constant(secret),
		fc.string(),
		fc.tuple(fc.string(), fc.string()).map(([a, b]) => a + secret + b),
		fc.constantFrom('https://', 'https://user:', 'https://h/?k=').map((start) => start + secret)
	);

describe('readSettings()', () => {
	test('turns the initial form into a streaming request to the demo API', () => {
		expect(requestOf(DEFAULT_SETTINGS)).toMatchInlineSnapshot(`
			{
			  "apiKey": undefined,
			  "baseURL": "https://demo.invalid/v1",
			  "body": {
			    "messages": [
			      {
			        "content": "Tell me a story",
			        "role": "user",
			      },
			    ],
			    "model": "vllm-primary",
			    "stream": true,
			    "stream_options": {
			      "include_usage": true,
			    },
			  },
			}
		`);
	});

	test('sends the key, the system message and the numbers where they are given', () => {
		const settings = { ...endpoint, system: ' Be brief. ', temperature: ' 0.5 ', maxTokens: '64' };
		const request = requestOf(settings, ' Bearer sk-1\n');
		expect(request).toMatchObject({
			baseURL: 'https://api.solidrust.ai/v1',
			apiKey: 'sk-1',
			body: { temperature: 0.5, max_tokens: 64 },
		});
		expect(request.body.messages).toEqual([
			{ role: 'system', content: 'Be brief.' },
			{ role: 'user', content: 'Tell me a story' },
		]);
	});

	test('sends the message to the letter, white space included', () => {
		const message = '  two\n\n  lines \n';
		expect(requestOf({ ...DEFAULT_SETTINGS, message }).body.messages).toEqual([
			{ role: 'user', content: message },
		]);
	});

	test('accepts temperatures up to and including the limits', () => {
		for (const temperature of ['0', '2', '0.0', '1e0']) {
			const { body } = requestOf({ ...DEFAULT_SETTINGS, temperature });
			expect(body['temperature'], temperature).toBe(Number(temperature));
		}
		for (const temperature of ['-0.1', '2.01', '1,5', 'NaN', 'Infinity', '1 2']) {
			expect(problemsOf({ ...DEFAULT_SETTINGS, temperature }), temperature).toHaveLength(1);
		}
	});

	test('accepts only whole numbers from 1 as maximum tokens', () => {
		expect(requestOf({ ...DEFAULT_SETTINGS, maxTokens: '1' }).body['max_tokens']).toBe(1);
		for (const maxTokens of ['0', '-1', '1.5', 'many', '1e999', '9007199254740993']) {
			expect(problemsOf({ ...DEFAULT_SETTINGS, maxTokens }), maxTokens).toHaveLength(1);
		}
	});

	test('sends tools and a response format as they stand in their fields', () => {
		const tools = ' [ {"type": "function", "function": {"name": "f"}} ]\n';
		const { body } = requestOf({
			...DEFAULT_SETTINGS,
			tools,
			responseFormat: '{"type":"json_object"}',
		});
		expect(body).toMatchObject({
			tools: [{ type: 'function', function: { name: 'f' } }],
			response_format: { type: 'json_object' },
		});
		expect(requestOf({ ...DEFAULT_SETTINGS, tools: ' \n' }).body).not.toHaveProperty('tools');
	});

	test('says in which line JSON breaks, and what is wrong there', () => {
		const broken = [
			`[{'type': 1}]`,
			'[{"a": 1},\n{"b": 2,}]',
			'[{"a": 1}\n {"b": 2}]',
			'[{"a": [1, 2]\n\n',
			'[// all of them\n]',
			'[{"a": "x\ny"}]',
			'[{a: 1}]',
			'[{"é🚀" 1}]',
			'[True]',
			'[1] 2',
			'{"a": 1}',
			'[]',
			'"text"',
			`${'['.repeat(70)}${']'.repeat(70)}`,
			'[1e999]',
		];
		expect(broken.flatMap((tools) => problemsOf({ ...DEFAULT_SETTINGS, tools })))
			.toMatchInlineSnapshot(`
				[
				  "tools: Tools: line 1, character 3 is not JSON. Strings need double quotes: ".",
				  "tools: Tools: line 2, character 9 is not JSON. Remove the comma before it.",
				  "tools: Tools: line 2, character 2 is not JSON. Is there a comma missing before it?",
				  "tools: Tools: the JSON ends too early, in line 1. Close what is open.",
				  "tools: Tools: line 1, character 2 is not JSON. JSON has no comments.",
				  "tools: Tools: line 1, character 10 is not JSON. A string ends on its line; write \\n for a line break in it.",
				  "tools: Tools: line 1, character 3 is not JSON. Names and strings need double quotes.",
				  "tools: Tools: line 1, character 8 is not JSON. Correct it, or clear the field.",
				  "tools: Tools: line 1, character 2 is not JSON. Names and strings need double quotes.",
				  "tools: Tools: line 1, character 5 is not JSON. Correct it, or clear the field.",
				  "tools: Tools must be a list of tools: [{"type": "function", …}].",
				  "tools: Tools must be a list of tools: [{"type": "function", …}].",
				  "tools: Tools must be a list of tools: [{"type": "function", …}].",
				  "tools: Tools is nested deeper than 60 levels.",
				  "tools: Tools has a number that is too large.",
				]
			`);
	});

	test('has a request or a problem for any text in a field of JSON', () => {
		const text = fc.oneof(
			fc.string(),
			fc.json(),
			fc.constantFrom('[', '{"a":', '[{"a":1}', '\ud800')
		);
		fc.assert(
			fc.property(fc.tuple(text, text), ([a, b]) => {
				const read = readSettings({ ...DEFAULT_SETTINGS, tools: a + b, responseFormat: b }, '');
				expect(read.request === undefined).toBe(read.problems !== undefined);
			})
		);
	});

	test('says of every field at once what is wrong and what to do', () => {
		const settings: Settings = {
			sendTo: 'endpoint',
			fault: '',
			baseURL: 'localhost:8000/v1',
			model: ' ',
			protocol: 'chat',
			message: ' \n ',
			system: '',
			temperature: 'hot',
			maxTokens: '1.5',
			tools: '{}',
			responseFormat: '{"type": "json_object"',
		};
		expect(problemsOf(settings, '••••••••')).toMatchInlineSnapshot(`
			[
			  "baseURL: The base URL does not begin with https:// or http://. Add it in front.",
			  "key: Character 1 of the key cannot be part of a key (it is not plain ASCII). Copy the key again from where it was issued.",
			  "model: The model is empty. Example: vllm-primary",
			  "temperature: The temperature is “hot”; it must be a number from 0 to 2, or empty.",
			  "maxTokens: Maximum tokens is “1.5”; it must be a whole number from 1, or empty.",
			  "tools: Tools must be a list of tools: [{"type": "function", …}].",
			  "responseFormat: Response format: the JSON ends too early, in line 1. Close what is open.",
			  "message: The message is empty. Write one, or choose a prompt.",
			]
		`);
	});

	test('does not repeat a long text, which may be a key in the wrong box', () => {
		const settings = {
			...DEFAULT_SETTINGS,
			temperature: 'sk-0123456789',
			maxTokens: 'sk-0123456789',
		};
		expect(problemsOf(settings)).toMatchInlineSnapshot(`
			[
			  "temperature: The temperature is too long; it must be a number from 0 to 2, or empty.",
			  "maxTokens: Maximum tokens is too long; it must be a whole number from 1, or empty.",
			]
		`);
	});

	test('needs neither key nor base URL for the demo API, and passes no key on to it', () => {
		const request = requestOf({ ...DEFAULT_SETTINGS, baseURL: 'nonsense' }, 'sk-secret');
		expect(request.baseURL).toBe(demoBaseURL);
		expect(JSON.stringify(request)).not.toContain('sk-secret');
	});

	test('puts a fault of the demo into its base URL, one part of the path whatever is typed', () => {
		const base = (fault: string) => requestOf({ ...DEFAULT_SETTINGS, fault }).baseURL;
		expect(base(' cut;after=7 ')).toBe('https://demo.invalid/faults/cut;after=7/v1');
		expect(base('../v1?x#y')).toBe('https://demo.invalid/faults/..%2Fv1%3Fx%23y/v1');
		expect(base('\ud800')).toBe('https://demo.invalid/faults/%EF%BF%BD/v1');
	});

	test('never has the key in the text of a problem, whatever box it was pasted into', () => {
		const key = fc
			.string({ minLength: 13, unit: 'grapheme' })
			.filter((text) => text.trim().length > 12);
		const typed = key.chain((secret) =>
			fc.tuple(
				fc.constant(secret),
				fc.record({
					sendTo: fc.constantFrom('demo' as const, 'endpoint' as const),
					fault: box(secret),
					baseURL: box(secret),
					model: box(secret),
					protocol: fc.constantFrom('chat' as const, 'responses' as const, 'messages' as const),
					message: box(secret),
					system: box(secret),
					temperature: box(secret),
					maxTokens: box(secret),
					tools: box(secret),
					responseFormat: box(secret),
				})
			)
		);
		fc.assert(
			fc.property(typed, ([secret, settings]) => {
				for (const { text } of readSettings(settings, secret).problems ?? []) {
					expect(text.includes(secret.trim()), text).toBe(false);
				}
			}),
			{ numRuns: 500 }
		);
	});
});

describe('readBaseURL()', () => {
	test('accepts a URL as people paste it, and removes the path that would be appended again', () => {
		const forms = {
			'https://api.solidrust.ai/v1': 'https://api.solidrust.ai/v1',
			' https://api.solidrust.ai/v1/ \n': 'https://api.solidrust.ai/v1',
			'https://api.solidrust.ai/v1///': 'https://api.solidrust.ai/v1',
			'https://api.solidrust.ai/v1/chat/completions': 'https://api.solidrust.ai/v1',
			'https://api.solidrust.ai/v1/chat/completions/': 'https://api.solidrust.ai/v1',
			'https://api.solidrust.ai/v1//chat/completions': 'https://api.solidrust.ai/v1',
			'HTTP://LocalHost:8000/V1': 'http://localhost:8000/V1',
			'http://127.0.0.1:4321/faults/cut/v1': 'http://127.0.0.1:4321/faults/cut/v1',
			'https://example.test': 'https://example.test',
			'https://example.test/my-chat/completions-api':
				'https://example.test/my-chat/completions-api',
		};
		for (const [typed, value] of Object.entries(forms)) {
			expect(readBaseURL(typed), JSON.stringify(typed)).toEqual({ value });
		}
	});

	test('says what is wrong with an address that it cannot use', () => {
		const typed = [
			'',
			'api.solidrust.ai/v1',
			'localhost:8000/v1',
			'ftp://api.solidrust.ai/v1',
			'javascript:alert(1)',
			'https://',
			'https://api solidrust.ai/v1',
			'https://h:99999/v1',
			'https://user:sk-secret@h/v1',
			'https://sk-secret@h/v1',
			'https://h/v1?key=sk-secret',
			'https://h/v1?',
			'https://h/v1#',
		];
		expect(Object.fromEntries(typed.map((text) => [text, Object.values(readBaseURL(text))[0]])))
			.toMatchInlineSnapshot(`
			{
			  "": "The base URL is empty. Example: https://api.solidrust.ai/v1",
			  "api.solidrust.ai/v1": "The base URL does not begin with https:// or http://. Add it in front.",
			  "ftp://api.solidrust.ai/v1": "The base URL does not begin with https:// or http://. Add it in front.",
			  "https://": "The base URL is not a URL. Example: https://api.solidrust.ai/v1",
			  "https://api solidrust.ai/v1": "The base URL is not a URL. Example: https://api.solidrust.ai/v1",
			  "https://h/v1#": "The base URL has a part after “?” or “#”. Remove it: paths are added to its end.",
			  "https://h/v1?": "The base URL has a part after “?” or “#”. Remove it: paths are added to its end.",
			  "https://h/v1?key=sk-secret": "The base URL has a part after “?” or “#”. Remove it: paths are added to its end.",
			  "https://h:99999/v1": "The base URL is not a URL. Example: https://api.solidrust.ai/v1",
			  "https://sk-secret@h/v1": "The base URL contains a user name or password. Put the key into its own box.",
			  "https://user:sk-secret@h/v1": "The base URL contains a user name or password. Put the key into its own box.",
			  "javascript:alert(1)": "The base URL does not begin with https:// or http://. Add it in front.",
			  "localhost:8000/v1": "The base URL does not begin with https:// or http://. Add it in front.",
			}
		`);
	});
});

describe('readKey()', () => {
	test('removes what copying and pasting add', () => {
		const pasted = [
			'sk-abc_DEF-123',
			'  sk-abc_DEF-123\t',
			'sk-abc_DEF-123\r\n',
			'sk-abc_\nDEF-123',
			'sk-abc_\u00A0DEF-\u2028123',
			'\uFEFFsk-abc_DEF-123',
			'"sk-abc_DEF-123"',
			"'sk-abc_DEF-123' ",
			'Bearer sk-abc_DEF-123',
			'bearer\tsk-abc_DEF-123\n',
			'"Bearer sk-abc_DEF-123"',
		];
		for (const text of pasted) {
			expect(readKey(text), JSON.stringify(text)).toEqual({ value: 'sk-abc_DEF-123' });
		}
	});

	test('treats an empty box as no key', () => {
		for (const text of ['', ' ', '\r\n', '""']) {
			expect(readKey(text), JSON.stringify(text)).toEqual({ value: undefined });
		}
	});

	test('keeps a quote that has no partner: it may belong to the key', () => {
		expect(readKey('"sk-abc')).toEqual({ value: '"sk-abc' });
	});

	test('says which character of a key cannot be sent, and not what the key is', () => {
		expect(readKey('••••••••••••')).toMatchInlineSnapshot(`
			{
			  "problem": "Character 1 of the key cannot be part of a key (it is not plain ASCII). Copy the key again from where it was issued.",
			}
		`);
		expect(readKey('sk-абв')).toMatchObject({ problem: expect.stringContaining('Character 4 ') });
		expect(readKey('sk-🚀')).toMatchObject({ problem: expect.stringContaining('Character 4 ') });
		expect(readKey('“sk-abc”')).toMatchObject({ problem: expect.stringContaining('Character 1 ') });
		expect(readKey('sk-\u200Babc')).toMatchObject({
			problem: expect.stringContaining('Character 4 '),
		});
	});

	test('gives a value that a header can hold, or a problem, for any text', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				const result = readKey(text);
				if (!('value' in result) || result.value === undefined) return;
				const headers = new Headers({ Authorization: `Bearer ${result.value}` });
				expect(headers.get('Authorization')).toBe(`Bearer ${result.value}`);
			}),
			{ numRuns: 200 }
		);
	});
});

describe('faultIn()', () => {
	test('is what a URL of the demo asks for, in the page and under `npm start`', () => {
		const at = (path: string) => faultIn(`https://demo.invalid${path}/chat/completions`);
		expect(at('/faults/cut;after=7/v1')).toBe('cut;after=7');
		expect(faultIn('http://localhost:4321/faults/burst/v1/chat/completions')).toBe('burst');
		expect(at('/v1')).toBeUndefined();
		expect(at('/faults/v1')).toBeUndefined();
		expect(at('/faults/%2e%2e/v1')).toBeUndefined();
	});
});
