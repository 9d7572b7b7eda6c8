/** The printed pacer, on a clock that the test moves: nothing is lost, halved or late, whatever comes. */
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { smooth } from '../../src/examples/browser/smooth.js';

type By = 'word' | 'sentence' | 'pace';
interface Piece {
	readonly text: string;
	/** The silence before it. */
	readonly afterMs: number;
}
interface Shown {
	readonly text: string;
	readonly atMs: number;
}

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function* sourceOf(pieces: readonly Piece[], failure?: Error) {
	for (const { text, afterMs } of pieces) {
		if (afterMs > 0) await sleep(afterMs);
		yield text;
	}
	if (failure) throw failure;
	return 'stop';
}

/** What was shown and when; how it ended. */
async function show(source: AsyncIterable<string>, by: By, maxDelayMs?: number) {
	const startMs = performance.now();
	const shown: Shown[] = [];
	async function collect() {
		const texts = smooth(source, { by, ...(maxDelayMs !== undefined && { maxDelayMs }) });
		try {
			let step = await texts.next();
			for (; !step.done; step = await texts.next()) {
				shown.push({ text: step.value, atMs: performance.now() - startMs });
			}
			return { returned: step.value as unknown };
		} catch (error) {
			return { threw: (error as Error).message };
		}
	}
	const collected = collect();
	await vi.runAllTimersAsync();
	return { shown, end: await collected };
}

const texts = (shown: readonly Shown[]) => shown.map(({ text }) => text);
const every = (ms: number, pieces: readonly string[]) =>
	pieces.map((text) => ({ text, afterMs: ms }));

describe('smooth()', () => {
	test('shows whole words as soon as they are over', async () => {
		const pieces = every(20, ['Hel', 'lo wor', "ld. It can'", 't sto', 'p', '!']);
		const { shown, end } = await show(sourceOf(pieces), 'word');
		expect(texts(shown)).toEqual(['Hello ', 'world. It ', "can't ", 'stop!']);
		expect(end).toEqual({ returned: 'stop' });
	});

	test('knows words where none are parted by spaces', async () => {
		const { shown } = await show(sourceOf(every(20, ['你好', '世', '界，再', '见'])), 'word');
		expect(texts(shown)[0]).toBe('你好');
		expect(texts(shown).join('')).toBe('你好世界，再见');
	});

	test('shows whole sentences and lines', async () => {
		const pieces = every(20, ['One. Tw', 'o! An', ' item\n- b\nThree', ' goes on']);
		const { shown } = await show(sourceOf(pieces), 'sentence');
		expect(texts(shown)).toEqual(['One. ', 'Two! ', 'An item\n- b\n', 'Three goes on']);
	});

	test('spreads a lump over the delay, in steps of one size', async () => {
		const lump = 'abcdefghij'.repeat(20);
		const pieces = [
			{ text: lump, afterMs: 0 },
			{ text: lump, afterMs: 800 },
		];
		const { shown } = await show(sourceOf(pieces), 'pace', 800);
		const sizes = texts(shown).map((text) => text.length);
		expect(sizes.length, 'steps').toBeGreaterThan(80);
		expect(Math.max(...sizes), `in steps of ${sizes.join()}`).toBeLessThanOrEqual(6);
		expect(shown.at(-1)!.atMs, 'all of it in time').toBeLessThanOrEqual(800 + 800 + 16);
	});

	test('shows what it holds when nothing more comes for the delay', async () => {
		const pieces = [
			{ text: 'Half a wo', afterMs: 0 },
			{ text: 'rd', afterMs: 60_000 },
		];
		const { shown } = await show(sourceOf(pieces), 'word', 500);
		expect(shown).toEqual([
			{ text: 'Half a ', atMs: 0 },
			{ text: 'wo', atMs: 500 },
			{ text: 'rd', atMs: 60_000 },
		]);
	});

	test.each(['word', 'sentence', 'pace'] as const)(
		'loses nothing, halves no character and is never late: by %s',
		async (by) => {
			const maxDelayMs = 400;
			// Cut between code units: in families, flags, marks, line ends and surrogate pairs.
			const piece = fc
				.record({
					text: fc.oneof(
						fc.constantFrom(
							'\u{1F468}\u200D',
							'\u{1F469}',
							'\uD83D',
							'\uDE80',
							'\u{1F1E9}',
							'\u0301'
						),
						fc.constantFrom(
							'\r',
							'\n',
							' ',
							'. ',
							'你好',
							'ก',
							'\u0E33',
							'क्',
							'ष',
							"'",
							'',
							'long'
						),
						fc.string({ unit: 'binary', maxLength: 12 })
					),
					afterMs: fc.constantFrom(0, 0, 5, 60, maxDelayMs - 20),
				})
				.map(({ text, afterMs }) => ({
					text,
					// An empty piece parts nothing: two silences around it would be one, and too long.
					afterMs: text === '' ? 0 : afterMs,
				}));
			await fc.assert(
				fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
					const { shown } = await show(sourceOf(pieces), by, maxDelayMs);
					const whole = pieces.map(({ text }) => text).join('');
					expect(texts(shown).join(''), 'the same text').toBe(whole);
					expect(texts(shown), 'an empty piece').not.toContain('');

					const characters = [...new Intl.Segmenter().segment(whole)];
					const starts = new Set(characters.map(({ index }) => index));
					let at = 0;
					for (const { text, atMs } of shown) {
						expect(starts.has(at), `${JSON.stringify(text)} starts inside a character`).toBe(true);
						at += text.length;
						const came = arrivalMs(pieces, at - 1);
						expect(atMs - came, `${JSON.stringify(text)} after it came`).toBeGreaterThanOrEqual(0);
					}
					for (const { index, segment } of characters) {
						// Half a surrogate pair waits for its other half, however long.
						if (/[\uD800-\uDBFF]$/.test(segment)) continue;
						const last = index + segment.length - 1;
						const lag = shownMs(shown, last) - arrivalMs(pieces, last);
						expect(lag, `the delay of ${JSON.stringify(segment)}`).toBeLessThanOrEqual(
							maxDelayMs + 16
						);
					}
				}),
				{ numRuns: 150 }
			);
		}
	);

	test.each(['word', 'sentence', 'pace'] as const)(
		'gives the text before an error, at once, and then throws it: by %s',
		async (by) => {
			const { shown, end } = await show(
				sourceOf(every(10, ['Half an ans']), new Error('The connection broke.')),
				by
			);
			expect(texts(shown).join('')).toBe('Half an ans');
			expect(shown.at(-1)!.atMs).toBe(10);
			expect(end).toEqual({ threw: 'The connection broke.' });
		}
	);

	test('closes the source when the loop is left', async () => {
		let isClosed = false;
		async function* endless() {
			try {
				while (true) {
					yield 'word after ';
					await sleep(10);
				}
			} finally {
				isClosed = true;
			}
		}
		const left = (async () => {
			for await (const text of smooth(endless())) return text;
			return undefined;
		})();
		await vi.advanceTimersByTimeAsync(100);
		expect(await left).toBe('word after');
		expect(isClosed).toBe(true);
		expect(vi.getTimerCount(), 'timers left behind').toBe(0);
	});
});

/** When the code unit at `index` came. */
function arrivalMs(pieces: readonly Piece[], index: number): number {
	let [atMs, length] = [0, 0];
	for (const { text, afterMs } of pieces) {
		atMs += afterMs;
		length += text.length;
		if (length > index) return atMs;
	}
	throw new Error(`Nothing came at ${index}.`);
}

function shownMs(shown: readonly Shown[], index: number): number {
	let length = 0;
	return shown.find(({ text }) => (length += text.length) > index)!.atMs;
}
