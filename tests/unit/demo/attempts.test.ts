import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { createAttempts } from '../../../src/demo/attempts.ts';

/** Bytes of the heap that something still holds. */
function heldBytes(): number {
	setFlagsFromString('--expose-gc');
	(runInNewContext('gc') as () => void)();
	return process.memoryUsage().heapUsed;
}

describe('createAttempts()', () => {
	test('counts each request separately', () => {
		const attempt = createAttempts();
		expect(['a', 'b', 'a', 'a', 'b'].map(attempt)).toEqual([1, 1, 2, 3, 2]);
	});

	test('forgets the least recently used request first, not the oldest', () => {
		const attempt = createAttempts();
		for (let i = 0; i < 1_000; i++) attempt(`request ${i}`);
		expect(attempt('request 0')).toBe(2);
		attempt('one too many');
		expect(attempt('request 0'), 'came again').toBe(3);
		expect(attempt('request 1'), 'came first of the others').toBe(1);
	});

	test('does not keep the content of a request', () => {
		const attempt = createAttempts();
		const before = heldBytes();
		for (let i = 0; i < 200; i++) attempt(`request ${i} ${'x'.repeat(130_000)}`);
		// All of it would be 26 MB.
		expect((heldBytes() - before) / 1e6).toBeLessThan(2);
		expect(attempt(`request 7 ${'x'.repeat(130_000)}`)).toBe(2);
	});
});
