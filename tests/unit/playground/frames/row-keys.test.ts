/** That rows are used again only where nobody can have an eye, or the focus, on one. */
import { expect, test } from 'vitest';
import { createRowKeys } from '../../../../src/playground/frames/row-keys.ts';

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

test('a frame that was drawn before keeps its row, and the others get new ones', () => {
	const keysOf = createRowKeys();
	const before = keysOf(range(0, 10), true);
	const after = keysOf(range(7, 17), true);
	for (const frame of [7, 8, 9]) expect(after.get(frame)).toBe(before.get(frame));
	const rows = new Set(before.values());
	for (const frame of range(10, 17)) expect(rows).not.toContain(after.get(frame));
	expect(new Set(after.values()).size).toBe(10);
});

test('frames that are all others get the rows of those before, in their order', () => {
	const keysOf = createRowKeys();
	const before = keysOf(range(0, 10), true);
	const after = keysOf(range(500, 512), true);
	expect([...after.values()].slice(0, 10)).toEqual([...before.values()]);
	expect(new Set(after.values()).size).toBe(12);
});

test('nothing is used again beside a frame that stays, nor where it may not be', () => {
	const keysOf = createRowKeys();
	const before = keysOf(range(0, 10), true);
	const withSelected = keysOf([3, ...range(100, 110)], true);
	expect(withSelected.get(3)).toBe(before.get(3));
	const seen = new Set([...before.values(), ...withSelected.values()]);
	for (const key of keysOf(range(900, 910), false).values()) expect(seen).not.toContain(key);
});

test('drawing the same again changes nothing', () => {
	const keysOf = createRowKeys();
	const before = [...keysOf(range(0, 10), true)];
	expect([...keysOf(range(0, 10), true)]).toEqual(before);
});
