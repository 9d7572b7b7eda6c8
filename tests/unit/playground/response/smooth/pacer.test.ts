import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { smooth } from '../../../../../src/examples/browser/smooth.js';
import { createPacer } from '../../../../../src/playground/response/smooth/pacer.ts';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

function pacerOver(from: string, by: 'word' | 'pace' = 'word') {
	const pacer = createPacer({
		smooth,
		by,
		from,
		now: () => performance.now(),
		schedulePaint: (callback) => setTimeout(callback, 16),
	});
	let heard = 0;
	pacer.subscribe(() => heard++);
	return { pacer, heard: () => heard };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('createPacer()', () => {
	test('shows whole words of a growing text, and how long the rest has waited', async () => {
		const { pacer, heard } = pacerOver('');
		pacer.push('Once upo', 'growing');
		await pass(20);
		expect(pacer.getState()).toBe('Once ');
		expect(pacer.behindMs()).toBe(20);
		expect(heard()).toBe(1);
		pacer.push('Once upon a', 'growing');
		await pass(40);
		expect(pacer.getState()).toBe('Once upon ');
		pacer.push('Once upon a time', 'whole');
		await pass(20);
		expect(pacer.getState()).toBe('Once upon a time');
		expect(pacer.behindMs()).toBe(0);
		expect(pacer.mostMs()).toBe(40);
	});

	test('does not smooth text that was already there', async () => {
		const { pacer } = pacerOver('Half a wo');
		expect(pacer.getState()).toBe('Half a wo');
		pacer.push('Half a word and', 'growing');
		await pass(20);
		expect(pacer.getState()).toBe('Half a word ');
	});

	test('shows everything at once if the run was stopped or failed', async () => {
		const { pacer } = pacerOver('', 'pace');
		pacer.push('word '.repeat(100), 'growing');
		await pass(100);
		expect(pacer.getState().length).toBeLessThan(400);
		pacer.push('word '.repeat(100), 'cut');
		expect(pacer.getState()).toHaveLength(500);
		await pass(5000);
		expect(pacer.getState(), 'nothing twice').toHaveLength(500);
	});

	test('starts over with a text that does not continue the last one', async () => {
		const { pacer } = pacerOver('', 'pace');
		pacer.push('A long text that plays on', 'growing');
		await pass(30);
		pacer.push('A long', 'growing');
		expect(pacer.getState()).toBe('A long');
		pacer.push('A long way back', 'whole');
		await pass(1000);
		expect(pacer.getState()).toBe('A long way back');
		pacer.push('A long way back, and on', 'growing');
		expect(pacer.getState(), 'after its end too').toBe('A long way back, and on');
	});

	test('leaves no timer behind when it is closed', async () => {
		const { pacer } = pacerOver('', 'pace');
		pacer.push('words that are not shown yet', 'growing');
		await pass(50);
		pacer.close();
		await pass(2000);
		expect(vi.getTimerCount()).toBe(0);
	});
});
