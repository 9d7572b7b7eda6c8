/** Turns of the event loop, shared by all streams. */
import { describe, expect, test } from 'vitest';
import { createTurns } from '../../../src/demo/turns.ts';

/** An event loop that turns by hand. */
function createLoop() {
	let callbacks: (() => void)[] = [];
	return {
		nextTurn: (callback: () => void) => void callbacks.push(callback),
		async turn() {
			const due = callbacks;
			callbacks = [];
			for (const callback of due) callback();
			await Promise.resolve();
			return due.length;
		},
	};
}

describe('createTurns()', () => {
	test('lets a fixed number continue per turn, first come, first served, and stops when nobody waits', async () => {
		const loop = createLoop();
		const takeTurn = createTurns(2, loop.nextTurn);
		const gone: number[] = [];
		for (let i = 0; i < 5; i++) void takeTurn().then(() => gone.push(i));
		const seen: number[][] = [];
		while ((await loop.turn()) > 0) seen.push([...gone]);
		expect(seen).toEqual([
			[0, 1],
			[0, 1, 2, 3],
			[0, 1, 2, 3, 4],
		]);
	});

	test('puts those who come back behind those who are waiting', async () => {
		const loop = createLoop();
		const takeTurn = createTurns(1, loop.nextTurn);
		const order: string[] = [];
		const stream = async (name: string) => {
			for (let i = 0; i < 3; i++) {
				await takeTurn();
				order.push(name);
			}
		};
		void stream('a');
		void stream('b');
		for (let i = 0; i < 10; i++) await loop.turn();
		expect(order.join('')).toBe('ababab');
	});
});
