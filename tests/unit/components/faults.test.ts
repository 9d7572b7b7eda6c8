/** The words in which the page about faults gives the data of `GET /faults`. */
import { expect, test } from 'vitest';
import {
	alsoFor,
	asWorker,
	goodClient,
	optionsOf,
	piecesOf,
} from '../../../src/components/faults.ts';
import { faultDescriptions } from '../../../src/demo/index.ts';

function the(name: string) {
	const fault = faultDescriptions.find((known) => known.name === name);
	if (fault === undefined) throw new Error(`There is no fault ${name}.`);
	return fault;
}

test('says what a good client has in the end, what it tells, and whether it may ask again', () => {
	expect(
		['crlf', 'cut', 'cut-before-head', 'rate-limit-twice'].map((name) => goodClient(the(name)))
	).toMatchInlineSnapshot(`
		[
		  "It has the whole text. It reports no error. Outcome: \`complete\`.",
		  "It keeps the text that came. It reports: The connection broke, so the answer is cut off. Outcome: \`truncated\`.",
		  "It has no text to show. It reports: No response came. It may retry by itself. Outcome: \`blocked\`.",
		  "It has the whole text. It reports no error. It may retry by itself. Outcome: \`complete\`.",
		]
	`);
});

test('names the other APIs that a fault is for', () => {
	expect(['crlf', 'no-done', 'choices-empty'].map((name) => alsoFor(the(name)))).toEqual([
		'`/v1/responses` and `/v1/messages`.',
		'`/v1/messages`.',
		undefined,
	]);
});

test('says of the faults that break a connection, and of no other, what a worker makes of them', () => {
	expect(['crlf', 'cut', 'cut-before-head'].map((name) => asWorker(the(name))))
		.toMatchInlineSnapshot(`
			[
			  undefined,
			  "501 on Cloudflare Workers and Bun, which cannot break the connection there; Deno can.",
			  "501: no runtime can break the connection before the headers.",
			]
		`);
});

test('gives each option as it stands in a base URL, with its meaning and its limits', () => {
	expect(['cut', 'http-401', 'crlf'].flatMap((name) => optionsOf(the(name))))
		.toMatchInlineSnapshot(`
			[
			  {
			    "preset": "after=20",
			    "words": "Complete frames before it. From 0 to 10,000.",
			  },
			  {
			    "preset": "shape=api",
			    "words": "Whose format the error has. Or \`vllm\`.",
			  },
			]
		`);
});

test('names every word that an option takes, and writes no option that the demo would refuse', () => {
	for (const fault of faultDescriptions) {
		for (const [index, option] of Object.values(fault.options).entries()) {
			const { preset, words } = optionsOf(fault)[index]!;
			const taken = 'words' in option ? option.words : [option.least, option.most];
			for (const value of taken) {
				const said = typeof value === 'number' ? value.toLocaleString('en') : value;
				expect(`${preset} ${words}`, fault.name).toContain(said);
			}
		}
	}
});

test('parts code from prose, and loses nothing', () => {
	expect(piecesOf('`[DONE]` comes with `choices: []`.')).toEqual([
		{ text: '[DONE]', isCode: true },
		{ text: ' comes with ', isCode: false },
		{ text: 'choices: []', isCode: true },
		{ text: '.', isCode: false },
	]);
	for (const fault of faultDescriptions) {
		for (const sentence of [fault.what, fault.seen, goodClient(fault)]) {
			expect(sentence.split('`').length % 2, `backticks in pairs: ${sentence}`).toBe(1);
			expect(
				piecesOf(sentence)
					.map(({ text }) => text)
					.join('')
			).toBe(sentence.replaceAll('`', ''));
		}
	}
});
