/** A key that an answer brings piece by piece: over deltas, over reads, in any spelling that a page decodes. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	createRun,
	exportHAR,
	exportSSE,
	saveRecording,
	snapshotOf,
	type Snapshot,
} from '../../../src/run/index.ts';
import { RUN } from '../../../src/run/secret-search.ts';
import { keyShapes } from '../../support/key-shapes.ts';
import { bytes, chunk, fakeClock, text } from './support.ts';

const hex = (character: string) => character.charCodeAt(0).toString(16).padStart(2, '0');

/** How a character may be written in a text, beside as itself; what is decoded to read it again. */
const spellings: Record<string, (character: string) => string> = {
	plain: (character) => character,
	'JSON escapes': (character) => `\\u00${hex(character)}`,
	'HTML references': (character) => `&#${character.charCodeAt(0)};`,
	'hexadecimal HTML references': (character) => `&#x${hex(character)};`,
	'percent signs': (character) => `%${hex(character)}`,
};

const key = fc.oneof(
	fc.constantFrom(...keyShapes.map((shape) => shape.key)),
	fc
		.string({
			unit: fc.constantFrom(...'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789-_'),
			minLength: 8,
			maxLength: 40,
		})
		.map((rest) => `k-${rest}`)
);

async function runWith(apiKey: string, deltas: readonly string[], cuts: readonly number[]) {
	// The content is put in as it is: a JSON escape in it is one of the stream's.
	const frames = deltas.map((delta) => chunk({ content: '@' }).replace('@', () => delta));
	const body = bytes(`${frames.join('')}${chunk({}, 'stop')}data: [DONE]\n\n`);
	const borders = [
		0,
		...cuts.map((cut) => cut % body.length).toSorted((a, b) => a - b),
		body.length,
	];
	const stream = new ReadableStream({
		start(controller) {
			for (const [i, from] of borders.slice(0, -1).entries()) {
				if (borders[i + 1]! > from) controller.enqueue(body.slice(from, borders[i + 1]));
			}
			controller.close();
		},
	});
	const fetch = async () =>
		new Response(stream, { headers: { 'content-type': 'text/event-stream' } });
	const request = { baseURL: 'https://api.example', apiKey, body: { model: 'm', messages: [] } };
	return createRun({ request, fetch, clock: fakeClock() }).start();
}

/** All that a page, an export or a second look at it shows, and each of these decoded. */
function everything(snapshot: Snapshot): string {
	const { recording } = snapshot;
	const texts = [snapshot, snapshotOf(recording)].flatMap(
		({ frames, message, outcome, meanings }) => [
			...frames.map((frame) => text(frame.raw)),
			...message.choices.map((choice) => choice.text),
			JSON.stringify([message, meanings, outcome]),
		]
	);
	const exported = [saveRecording(recording), exportHAR(recording), text(exportSSE(recording))];
	return [...texts, ...exported]
		.flatMap((one) => [
			one,
			one.replace(/\\u00([\da-f]{2})/gi, (_, code: string) => fromHex(code)),
			one
				.replace(/&#x([\da-f]+);/gi, (_, code: string) => fromHex(code))
				.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
			one.replace(/%([\da-f]{2})/gi, (_, code: string) => fromHex(code)),
		])
		.join('\n');
}

const fromHex = (code: string) => String.fromCharCode(Number.parseInt(code, 16));

/** Cut into pieces, between characters of the key or of its spelling. */
function piecesOf(whole: readonly string[], cuts: readonly number[]): string[] {
	const borders = [
		0,
		...cuts.map((cut) => cut % whole.length).toSorted((a, b) => a - b),
		whole.length,
	];
	return borders.slice(1).map((to, i) => whole.slice(borders[i], to).join(''));
}

const cuts = fc.array(fc.nat(5000), { maxLength: 8 });

describe('a key that is split over deltas', () => {
	test.each(Object.entries(spellings))(
		'%s: no run of it is in frames, message or exports, however reads are cut',
		async (_name, spell) => {
			await fc.assert(
				fc.asyncProperty(
					key,
					fc.array(fc.nat(60), { minLength: 1, maxLength: 6 }),
					cuts,
					async (secret, parts, borders) => {
						const deltas = piecesOf(Array.from(secret, spell), parts);
						const all = everything(await runWith(secret, ['The key: ', ...deltas, '.'], borders));
						for (let at = 0; at + RUN <= secret.length; at++) {
							expect(all, `${secret} as ${deltas.join(' | ')}`).not.toContain(
								secret.slice(at, at + RUN)
							);
						}
					}
				),
				{ numRuns: 60 }
			);
		}
	);

	test('HTML references cut in the middle are none the safer', async () => {
		await fc.assert(
			fc.asyncProperty(
				key,
				fc.array(fc.nat(400), { minLength: 1, maxLength: 6 }),
				cuts,
				async (secret, parts, borders) => {
					const spelled = Array.from(secret, (one) => `&#${one.charCodeAt(0)};`).join('');
					const deltas = piecesOf([...spelled], parts);
					const all = everything(await runWith(secret, deltas, borders));
					for (let at = 0; at + RUN <= secret.length; at++) {
						expect(all).not.toContain(secret.slice(at, at + RUN));
					}
				}
			),
			{ numRuns: 60 }
		);
	});

	test('base64 of it cannot be put together again', async () => {
		await fc.assert(
			fc.asyncProperty(
				key,
				fc.string({ maxLength: 4, unit: fc.constantFrom('a', 'Z', ':') }),
				fc.array(fc.nat(60), { maxLength: 4 }),
				cuts,
				async (secret, front, parts, borders) => {
					const deltas = piecesOf([...btoa(front + secret)], parts);
					const { message } = await runWith(secret, deltas, borders);
					const shown = (message.choices[0]?.text ?? '').replaceAll('*', '_');
					const decoded = Buffer.from(shown, 'base64').toString('latin1');
					for (let at = 0; at + RUN <= secret.length; at++) {
						expect(decoded).not.toContain(secret.slice(at, at + RUN));
					}
				}
			),
			{ numRuns: 60 }
		);
	});

	test('what came before is left as it was, and the rest keeps its length', async () => {
		const { message, frames } = await runWith(
			'sk-abcdefghijkl',
			['Key sk-abcd', 'efgh', 'ijkl.'],
			[]
		);
		expect(message.choices[0]?.text).toBe('Key sk-abcd********.');
		expect(frames.map((frame) => frame.data?.includes('*') ?? false).slice(0, 3)).toEqual([
			false,
			true,
			true,
		]);
	});

	test('words that are no key stay, whatever they begin with', async () => {
		const deltas = ['sk', '-', 'ab', ' a', 'bc', 'def', 'abcdef'];
		const { message } = await runWith('sk-abcdefghijkl', deltas, [3, 99, 200]);
		expect(message.choices[0]?.text).toBe(deltas.join(''));
	});
});
