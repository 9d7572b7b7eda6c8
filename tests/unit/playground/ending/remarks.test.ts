import { describe, expect, test } from 'vitest';
import { remarksOn } from '../../../../src/playground/ending/remarks.ts';

describe('remarksOn()', () => {
	test('has no remarks on a steady run', () => {
		expect(remarksOn({ bursts: [], stalls: [] })).toEqual([]);
	});

	test('names bursts and stalls, the longest first, three of each at most', () => {
		const burst = (readIndex: number, silenceMs: number) => ({ readIndex, silenceMs, frames: 14 });
		const bursts = [burst(0, 300), burst(1, 3100), burst(4, 900), burst(9, 800)];
		const stalls = [
			{ fromMs: 100, toMs: 350 },
			{ fromMs: 1200, toMs: 6200 },
		];
		expect(remarksOn({ bursts: [burst(3, 3100)], stalls: [] })).toMatchInlineSnapshot(`
			[
			  "14 frames in read 4 after 3.10 s: something between you and the model buffers, or this machine was busy.",
			]
		`);
		expect(remarksOn({ bursts, stalls })).toMatchInlineSnapshot(`
			[
			  "14 frames in read 2 after 3.10 s, 14 frames in read 5 after 900 ms, and 14 frames in read 10 after 800 ms, and 1 more like it: something between you and the model buffers, or this machine was busy.",
			  "No frame arrived for 5.00 s from 1.20 s on and 250 ms from 100 ms on.",
			]
		`);
		const many = [1, 2, 3, 4].map((second) => ({ fromMs: 1000 * second, toMs: 1600 * second }));
		expect(remarksOn({ bursts: [], stalls: many })).toMatchInlineSnapshot(`
			[
			  "No frame arrived for 2.40 s from 4.00 s on, 1.80 s from 3.00 s on, and 1.20 s from 2.00 s on, and 1 more.",
			]
		`);
	});
});
