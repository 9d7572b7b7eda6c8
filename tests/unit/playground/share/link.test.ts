import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../../../../src/playground/state/settings.ts';
import type { Settings } from '../../../../src/playground/state/settings.ts';
import { decodeLink, encodeLink } from '../../../../src/playground/share/link.ts';
import type { Shared } from '../../../../src/playground/state/form.ts';

const shared = (settings: Partial<Settings> = {}): Shared => ({
	settings: { ...DEFAULT_SETTINGS, ...settings },
	view: 'markdown',
	smooth: 'off',
});

async function fragmentOf(what: Shared, key = ''): Promise<string> {
	const { fragment, problem } = await encodeLink(what, key);
	expect(problem).toBeUndefined();
	return fragment!;
}

/** What anyone who has the link can read in it. */
const contentOf = (fragment: string) =>
	inflateRawSync(Buffer.from(fragment.split('.')[1]!, 'base64url')).toString();

/** A link that this page would not have made. */
const forged = (content: string | Buffer, version = '1') =>
	`#run=${version}.${deflateRawSync(content).toString('base64url')}`;

const text = fc.string({ unit: 'binary', maxLength: 60 });
const anyShared: fc.Arbitrary<Shared> = fc.record({
	settings: fc.record({
		sendTo: fc.constantFrom('demo', 'endpoint'),
		fault: text,
		baseURL: fc.webUrl({ withFragments: false, withQueryParameters: false }),
		model: text,
		protocol: fc.constantFrom('chat', 'responses', 'messages'),
		message: text,
		system: text,
		temperature: text,
		maxTokens: text,
		tools: text,
		responseFormat: text,
	}),
	view: fc.constantFrom('markdown', 'plain'),
	smooth: fc.constantFrom('off', 'word', 'sentence', 'pace'),
});

describe('encodeLink() and decodeLink()', () => {
	test('carry the request, where it goes, the fault and the view, whatever they hold', async () => {
		await fc.assert(
			fc.asyncProperty(anyShared, async (what) => {
				const { settings } = what;
				const isDemo = settings.sendTo === 'demo';
				const expected = {
					...settings,
					// What a run does not use stays with the reader.
					...(isDemo ? { baseURL: DEFAULT_SETTINGS.baseURL } : { fault: '' }),
				};
				const fragment = await fragmentOf(what);
				expect(fragment).toMatch(/^run=1\.[\w-]+$/);
				expect((await decodeLink(`#${fragment}`)).shared).toEqual({ ...what, settings: expected });
			})
		);
	});

	test('are never made with the key in them, whichever field it is in', async () => {
		const key = fc.string({ minLength: 6, maxLength: 20 }).filter((secret) => secret.trim() !== '');
		const field = fc.constantFrom(
			'message',
			'system',
			'model',
			'fault',
			'temperature',
			'maxTokens',
			'tools',
			'responseFormat'
		);
		await fc.assert(
			fc.asyncProperty(anyShared, key, field, text, async (what, secret, name, around) => {
				const leaky = { ...what.settings, [name]: `${around}${secret}${around}` };
				for (const settings of [what.settings, leaky]) {
					const { fragment } = await encodeLink({ ...what, settings }, secret);
					if (fragment === undefined) continue;
					const values = Object.values(JSON.parse(contentOf(fragment)) as object);
					expect(values.filter((value) => String(value).includes(secret.trim()))).toEqual([]);
				}
			})
		);
		expect(await encodeLink(shared({ message: 'My key is sk-123456' }), 'sk-123456')).toEqual({
			problem: 'Another field holds the key, too. Remove it there, then share.',
		});
	});

	test('of before there were tools still open', async () => {
		const { shared: read } = await decodeLink(forged('{"message":"Hi","maxTokens":"5"}'));
		expect(read).toEqual(shared({ message: 'Hi', maxTokens: '5' }));
	});

	test('make a short link of the form as it opens', async () => {
		expect(contentOf(await fragmentOf(shared()))).toBe('{}');
	});

	test('say why there is no link', async () => {
		const noise = Array.from({ length: 40_000 }, (_, i) => ((i * 7919) % 65_000) + 300);
		const long = String.fromCharCode(...noise);
		const problems = await Promise.all([
			encodeLink(shared({ message: long }), ''),
			encodeLink(shared({ message: 'a'.repeat(1_000_000) }), ''),
			encodeLink(shared({ sendTo: 'endpoint', baseURL: 'https://me:secret@h.test/v1' }), ''),
		]);
		expect(problems.map(({ problem }) => problem)).toMatchInlineSnapshot(`
			[
			  "The request is too long for a link. Shorten its messages or tools, then share.",
			  "The request is too long for a link. Shorten its messages or tools, then share.",
			  "The base URL is not one that Run could send to. Correct it, then share.",
			]
		`);
	});

	test('say what is wrong with a link, and never throw', async () => {
		const whole = `#${await fragmentOf(shared({ message: 'What is a frame?' }))}`;
		const links = {
			empty: '#run=',
			'cut off': whole.slice(0, -6),
			'of a newer page': whole.replace('=1.', '=2.'),
			'too long': `#run=1.${'A'.repeat(20_000)}`,
			'a bomb, 10 MB in 10 KB': forged(Buffer.alloc(10_000_000)),
			'no JSON': forged('{"message":'),
			'a list': forged('[]'),
			'not text': forged('{"message":{}}'),
			'not UTF-8': forged(Buffer.from([0xff, 0xfe])),
			'an address that is none': forged('{"sendTo":"endpoint","baseURL":"javascript:alert(1)"}'),
			'a password': forged('{"sendTo":"endpoint","baseURL":"https://a:b@h.test/v1"}'),
		};
		const said = await Promise.all(
			Object.entries(links).map(async ([name, link]) => {
				return `${name}: ${(await decodeLink(link)).problem}`;
			})
		);
		expect(said).toMatchInlineSnapshot(`
			[
			  "empty: The link is damaged: part of it is missing or changed. Copy the whole link again. The form is unchanged.",
			  "cut off: The link is damaged: part of it is missing or changed. Copy the whole link again. The form is unchanged.",
			  "of a newer page: The link was made by a newer version of this page. Reload it. The form is unchanged.",
			  "too long: The link is too long. The form is unchanged.",
			  "a bomb, 10 MB in 10 KB: The link holds too much. The form is unchanged.",
			  "no JSON: The link is damaged: part of it is missing or changed. Copy the whole link again. The form is unchanged.",
			  "a list: The link is damaged: part of it is missing or changed. Copy the whole link again. The form is unchanged.",
			  "not text: The link is damaged: part of it is missing or changed. Copy the whole link again. The form is unchanged.",
			  "not UTF-8: The link is damaged: part of it is missing or changed. Copy the whole link again. The form is unchanged.",
			  "an address that is none: The link is damaged: part of it is missing or changed. Copy the whole link again. The form is unchanged.",
			  "a password: The link is damaged: part of it is missing or changed. Copy the whole link again. The form is unchanged.",
			]
		`);
		await fc.assert(
			fc.asyncProperty(fc.string(), fc.nat(whole.length), async (junk, at) => {
				const decoded = await decodeLink(whole.slice(0, at) + junk + whole.slice(at));
				expect(Object.keys(decoded)).toHaveLength(1);
			})
		);
	});

	test('leave out what they do not know, and properties of objects', async () => {
		const { shared: read } = await decodeLink(
			forged('{"message":"Hi","__proto__":{"model":"x"},"later":1,"view":"upside down"}')
		);
		expect(read).toEqual(shared({ message: 'Hi' }));
	});
});
