import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat } from '../../../src/run/bytes.ts';
import { SHORTEST_SECRET, createMask, createTextMask } from '../../../src/run/mask.ts';
import { RUN } from '../../../src/run/secret-search.ts';
import { bytes, text } from './support.ts';

const KEY = 'sk-secret-4711';

/** A body through the mask, cut at `cuts`. */
function maskBody(body: Uint8Array, cuts: readonly number[], keys: readonly string[] = [KEY]) {
	const mask = createMask(keys).bytes();
	const borders = [0, ...cuts.toSorted((a, b) => a - b), body.length];
	const reads = borders.slice(1).map((end, i) => mask.push(body.subarray(borders[i], end)));
	return reads.map((read) => read.bytes);
}

/** Keys of vendors' shapes, and any others that a header can carry. */
const keys = fc
	.tuple(
		fc.constantFrom('sk-', 'sk-proj-', 'sk-or-v1-', 'AIza', 'Bearer/', ''),
		fc.string({
			unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
			minLength: 10,
			maxLength: 50,
		})
	)
	.map((parts) => parts.join(''))
	// Written raw into the bodies here, a backslash or a percent sign would be the start of an escape.
	.filter((key) => !/[\\%&]/.test(key));

const hex = (character: string, digits: number) =>
	character.charCodeAt(0).toString(16).padStart(digits, '0');

function mixed(character: string): string {
	const code = character.charCodeAt(0);
	const ways = [character, `\\u${hex(character, 4)}`, `&#${code};`, `%${hex(character, 2)}`];
	return ways[code % ways.length] ?? character;
}

describe('createMask()', () => {
	test('masks a secret wherever it stands, and keeps its length', () => {
		expect(createMask([KEY]).text(`Wrong key: ${KEY}. (${KEY}${KEY})`)).toBe(
			'Wrong key: **************. (****************************)'
		);
	});

	test('finds it as JSON, PHP, Python, Go and URLs write it', () => {
		const mask = createMask(['pä"ss/w<rd']);
		for (const spelling of [
			'pä"ss/w<rd',
			'pä\\"ss/w<rd',
			'p\\u00e4\\"ss/w<rd',
			'pä\\"ss/w\\u003crd',
			'p\\u00e4\\"ss\\/w<rd',
			'p%C3%A4%22ss%2Fw%3Crd',
		]) {
			expect(mask.text(`(${spelling})`)).toBe(`(${'*'.repeat(spelling.length)})`);
		}
	});

	test('masks it in the names and values of JSON', () => {
		expect(
			createMask([KEY, '12345678']).json({ [KEY]: [`is ${KEY}`, null, true, 7, 12345678] })
		).toEqual({ '**************': ['is **************', null, true, 7, '********'] });
	});

	test('finds it wherever a body is cut', () => {
		const body = bytes(`data: {"message":"no such key: ${KEY}"}\n\n`);
		const expected = text(body).replace(KEY, '*'.repeat(KEY.length));
		for (let cut = 0; cut <= body.length; cut++) {
			expect(text(concat(maskBody(body, [cut]))), `cut at byte ${cut}`).toBe(expected);
		}
		const eachByte = Array.from(body, (_, i) => i);
		expect(text(concat(maskBody(body, eachByte)))).toBe(expected);
	});

	test('holds back what may be the start of it, over any number of reads', () => {
		const mask = createMask([KEY]).bytes();
		expect(mask.push(bytes('data: sk-')).held).toBe(3);
		expect(mask.push(bytes('sec')).held).toBe(6);
		expect(mask.push(bytes('tion')).held).toBe(0);
		expect(mask.push(bytes('\\u0073\\u00')).held).toBe(10);
	});

	test('masks a part of it, and no chance likeness', () => {
		const part = `data: ${KEY.slice(3, 3 + RUN)}`;
		expect(text(concat(maskBody(bytes(part), [8])))).toBe('data: ********');
		const chance = `data: ${KEY.slice(3, 2 + RUN)}`;
		expect(text(concat(maskBody(bytes(chance), [8])))).toBe(chance);
	});

	test('masks only long parts of a value with blanks, which may hold words', () => {
		const value = 'streaming chat of the playground, release 7';
		const mask = createMask([value]);
		expect(mask.text('A streaming chat of words.')).toBe('A streaming chat of words.');
		expect(mask.text(value)).toBe('*'.repeat(value.length));
	});

	test.each<[name: string, spell: (character: string) => string]>([
		['as it is', (character) => character],
		['with JSON escapes', (character) => `\\u${hex(character, 4)}`],
		['with JSON escapes in capitals', (character) => `\\u${hex(character, 4).toUpperCase()}`],
		['with JSON escapes within JSON', (character) => `\\\\u${hex(character, 4)}`],
		['with HTML references', (character) => `&#${character.charCodeAt(0)};`],
		['with hexadecimal HTML references', (character) => `&#x${hex(character, 2)};`],
		['with percent signs', (character) => `%${hex(character, 2)}`],
		['in turn with each', (character) => mixed(character)],
	])('leaves no run of it that can be read, %s, wherever it is cut', (_name, spell) => {
		fc.assert(
			fc.property(keys, fc.array(fc.nat(400), { maxLength: 12 }), (key, cuts) => {
				const body = bytes(`data: {"content":"${Array.from(key, spell).join('')}"}\n\n`);
				const within = cuts.filter((cut) => cut <= body.length);
				const masked = text(concat(maskBody(body, within, [key])));
				expect(masked).toHaveLength(body.length);
				for (let at = 0; at + RUN <= key.length; at++) {
					const run = Array.from(key.slice(at, at + RUN), spell).join('');
					expect(masked, `cut at ${within}`).not.toContain(run);
				}
			}),
			{ numRuns: 50 }
		);
	});

	test('leaves it in no base64, wherever in the text it begins', () => {
		fc.assert(
			fc.property(
				keys,
				fc.string({ maxLength: 9 }),
				fc.string({ maxLength: 9 }),
				(key, before, after) => {
					const encoded = Buffer.from(before + key + after).toString('base64');
					const masked = createMask([key])
						.text(encoded)
						.replace(/[^\w+/=]/g, '');
					const decoded = Buffer.from(masked, 'base64').toString('latin1');
					for (let at = 0; at + RUN <= key.length; at++) {
						expect(decoded).not.toContain(key.slice(at, at + RUN));
					}
				}
			)
		);
	});

	test('leaves no run of it in deltas that it is split over', () => {
		fc.assert(
			fc.property(keys, fc.nat(60), (key, at) => {
				const mask = createMask([key]);
				for (const part of [key.slice(0, at), key.slice(at)]) {
					const masked = mask.text(`{"content":${JSON.stringify(part)}}`);
					for (let from = 0; from + RUN <= key.length; from++) {
						expect(masked).not.toContain(key.slice(from, from + RUN));
					}
				}
			})
		);
	});

	test('leaves alone placeholders, which are shorter than any key', () => {
		expect(createMask(['EMPTY', 'none', '', undefined]).text('EMPTY, none')).toBe('EMPTY, none');
	});

	test('fills with a character that is not in the secret', () => {
		expect(createMask(['***-***-***']).text('(***-***-***)')).toBe('(xxxxxxxxxxx)');
	});

	test('removes any secret, however it is cut and repeated', () => {
		const secret = fc.string({ minLength: SHORTEST_SECRET, maxLength: 40 }).map((s) => s.trim());
		fc.assert(
			fc.property(
				secret.filter((s) => s.length >= SHORTEST_SECRET),
				fc.array(fc.oneof(fc.string({ maxLength: 9 }), fc.constant(undefined)), { maxLength: 6 }),
				fc.array(fc.nat(200), { maxLength: 8 }),
				(key, pieces, cuts) => {
					const whole = pieces.map((piece) => piece ?? key).join('');
					const body = bytes(whole);
					const within = cuts.filter((cut) => cut <= body.length);
					const masked = concat(maskBody(body, within, [key]));
					expect(masked.length).toBe(body.length);
					expect(text(masked)).not.toContain(key);
					const pieceMask = createTextMask(() => createMask([key]));
					for (const piece of pieces) pieceMask.push(piece ?? key);
					expect(pieceMask.text()).not.toContain(key);
					expect(pieceMask.text()).toHaveLength(whole.length);
				}
			)
		);
	});

	test('changes nothing in text without any part of the secret', () => {
		const without = fc.string({ unit: fc.constantFrom('a', 'b', '-', '🚀', '\n') });
		fc.assert(
			fc.property(without, fc.array(fc.nat(40), { maxLength: 4 }), (whole, cuts) => {
				const body = bytes(whole);
				const within = cuts.filter((cut) => cut <= body.length);
				expect(concat(maskBody(body, within, ['Zab-ab-ab']))).toEqual(body);
			})
		);
	});
});
