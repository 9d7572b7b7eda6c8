/** What every page keeps to: where claims come from, and that its programs are tested. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { NAMED } from '../support/named.ts';
import { ENDINGS } from '../../src/playground/ending/endings.ts';

/** Of a page whose every claim comes from one place, which its note names. */
const ONE_SOURCE = 'Everything that this page says was observed in that app.';

/** Sentences that name one and say nothing of what it does. */
const NO_CLAIM = [
	'such as the browser example or an SDK',
	"LangChain's six retries are reduced to two",
	'With `httpx` alone',
	'Three things to know about httpx',
	'A LiteLLM/vLLM gateway may accept them',
	'(Firefox: **Storage**)',
];

const folder = new URL('../../src/content/docs/', import.meta.url);

const pages = readdirSync(folder)
	.filter((name) => name.endsWith('.mdx'))
	.map((name) => {
		const source = readFileSync(new URL(name, folder), 'utf8').replace(/^---\n[^]*?\n---\n/, '');
		/** Without code, in one line a paragraph: prose is wrapped wherever it happens to be. */
		const prose = source.replaceAll(/^```.*?^```/gms, '').replaceAll(/(?<!\n)\n(?!\n)/g, ' ');
		return { name, source, prose };
	});

describe.each(pages)('$name', ({ source, prose }) => {
	test('has no evidence in brackets: it stands in a note, or in a sentence of its own', () => {
		const brackets = /\((?:\w+ )?(?:observed|documented|reported|read in|seen)\b[^)]*\)/gi;
		expect(prose.match(brackets) ?? []).toEqual([]);
	});

	test('marks each of its notes, and has a note for each mark', () => {
		const names = (pattern: RegExp) => new Set(Array.from(source.matchAll(pattern), String));
		const notes = names(/(?<=^\[\^)[\w-]+(?=\]: )/gm);
		const marks = names(/(?<=\[\^)[\w-]+(?=\](?!: ))/g);
		expect(notes).toEqual(marks);
	});

	test('names a version, or a time, with everything it says was observed', () => {
		const notes = source.match(/^\[\^.+$/gm) ?? [];
		const vague = notes.filter(
			(note) => note.includes('Observed') && !/<Version |\d+\.\d|20\d\d/.test(note)
		);
		expect(vague).toEqual([]);
	});

	test('says how each of its notes is known', () => {
		const notes = source.match(/^\[\^.+$/gm) ?? [];
		const known = /<Version |documented|read in|reported|standard|\d+\.\d|20\d\d/i;
		expect(notes.filter((note) => !known.test(note))).toEqual([]);
	});

	test('has a source for what it says of a server, a browser or a package', () => {
		if (prose.includes(ONE_SOURCE)) return;
		const blocks = source
			.replaceAll(/^```.*?^```/gms, '')
			.replaceAll(/^import .*$|^#.*$|^\[\^.*$/gm, '')
			.split(/\n\n+|\n(?=[-*] |\d\. |\|)/)
			.map((text) => text.replaceAll(/\s+/g, ' '));
		const bare = blocks.filter(
			(text) => NAMED.test(text) && !/\[\^|<Seen |<Version |<Install |<Example |\]\(\//.test(text)
		);
		expect(bare.filter((text) => !NO_CLAIM.some((words) => text.includes(words)))).toEqual([]);
	});

	test('begins no line with an element that stands in a sentence: it would end the paragraph', () => {
		expect(source.match(/^ *<(?:Version|Seen|span)\b.*/gm) ?? []).toEqual([]);
	});

	test('says once that its programs are tested', () => {
		const said = prose.match(/\bour tests (?:\w+ ){0,2}(?:run|build)\b/gi) ?? [];
		expect(said).toHaveLength(source.includes('<Example') ? 1 : 0);
	});
});

test('each outcome is defined once, where the playground links to it', () => {
	for (const kind of Object.keys(ENDINGS)) {
		const defining = pages.filter(({ source }) => source.includes(`### \`${kind}\`\n`));
		expect(
			defining.map(({ name }) => name),
			kind
		).toEqual(['connection-drops.mdx']);
	}
});
