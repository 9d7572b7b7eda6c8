import { describe, expect, test } from 'vitest';
import { explain, incidents } from '../../../../../src/playground/tools/time/figures.ts';
import { snapshotOf } from '../../../../../src/run/index.ts';
import type { Timing } from '../../../../../src/chat/index.ts';
import { example } from '../../../run/recordings.ts';

const timing = snapshotOf(example).timing;
const stall = { fromMs: 1000, toMs: 4100 };
const burst = { readIndex: 5, frames: 14, silenceMs: 3100 };
const timingWith = (part: Partial<Timing>) => ({
	...timing,
	gaps: undefined,
	stalls: [],
	bursts: [],
	...part,
});

describe('incidents()', () => {
	test('describes stalls and bursts', () => {
		expect(incidents(timingWith({ stalls: [stall], bursts: [burst] }))).toMatchInlineSnapshot(`
			[
			  "No frame for 3.10 s, from 1.00 s on.",
			  "14 frames in one read after 3.10 s: something between you and the model buffers, or this machine was busy.",
			]
		`);
	});

	test('lists three of them at most', () => {
		const many = incidents(timingWith({ stalls: Array.from({ length: 9 }, () => stall) }));
		expect(many).toHaveLength(4);
		expect(many.at(-1)).toBe('And 6 more like these.');
	});
});

describe('explain()', () => {
	const rate = { tokensPerSecond: 61.25, charactersPerSecond: 240 };
	const valueOf = (name: string, part: Partial<Timing>) =>
		explain(timingWith(part)).find((row) => row.name === name)?.value;

	test('labels a rate that is a guess', () => {
		expect(valueOf('Tokens a second', { rate: { ...rate, source: 'usage' } })).toBe('61.3');
		expect(valueOf('Tokens a second, estimated', { rate: { ...rate, source: 'estimated' } })).toBe(
			'61.3'
		);
	});

	test('says what is unknown with a dash, never NaN', () => {
		const none = timingWith({ firstByteMs: undefined, firstTextMs: undefined, rate: undefined });
		const values = explain(none).map(({ value }) => value);
		expect(values).toEqual(['–', '–', '–', '–', '–', '–', '0']);
	});
});
