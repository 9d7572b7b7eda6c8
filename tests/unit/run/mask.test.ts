import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { concat } from '../../../src/run/bytes.ts';
import { SHORTEST_SECRET, createMask, createTextMask } from '../../../src/run/mask.ts';
import { bytes, text } from './support.ts';

const KEY = 'sk-secret-4711';

/** A body through the mask, cut at `cuts`. */
function maskBody(body: Uint8Array, cuts: readonly number[], keys: readonly string[] = [KEY]) {
	const mask = createMask(keys).bytes();
	const borders = [0, ...cuts.toSorted((a, b) => a - b), body.length];
	const reads = borders.slice(1).map((end, i) => mask.push(body.subarray(borders[i], end)));
	mask.finish();
	return reads.map((read) => read.bytes);
}

describe('createMask()', () => {
	test('writes over a secret wherever it stands, as long as it was', () => {
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

	test('writes over it in the names and values of JSON', () => {
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

	test('holds back only what may be the start of it', () => {
		const mask = createMask([KEY]).bytes();
		expect(mask.push(bytes('data: sk-sec')).held).toBe(6);
		expect(mask.push(bytes('tion')).held).toBe(0);
		expect(mask.push(bytes(KEY)).held).toBe(0);
	});

	test('writes over most of a secret where the body ends in it, and no chance likeness', () => {
		const cutOff = `data: ${KEY.slice(0, SHORTEST_SECRET)}`;
		expect(text(concat(maskBody(bytes(cutOff), [8])))).toBe('data: *******');
		const chance = `data: ${KEY.slice(0, SHORTEST_SECRET - 1)}`;
		expect(text(concat(maskBody(bytes(chance), [8])))).toBe(chance);
	});

	test('leaves alone what is shorter than any key: a placeholder', () => {
		expect(createMask(['EMPTY', 'none', '', undefined]).text('EMPTY, none')).toBe('EMPTY, none');
	});

	test('fills with a character that the secret has not', () => {
		expect(createMask(['***-***-***']).text('(***-***-***)')).toBe('(xxxxxxxxxxx)');
	});

	test('whatever the secret, and however it is cut and repeated, it is not there any more', () => {
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

	test('changes nothing in what has no part of the secret', () => {
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
