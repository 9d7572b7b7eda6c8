import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readChunk } from '../../../../src/chat/index.ts';
import {
	createFrameIndex,
	matchBeside,
	positionOf,
} from '../../../../src/playground/frames/frame-index.ts';
import { FRAME_KINDS, isOfKind } from '../../../../src/playground/frames/meaning-labels.ts';
import type { FrameKind } from '../../../../src/playground/frames/meaning-labels.ts';
import { createFrameDecoder } from '../../../../src/sse/index.ts';

const delta = (fields: object, more = {}) =>
	`data: ${JSON.stringify({ choices: [{ index: 0, delta: fields, ...more }] })}\n\n`;

const body = [
	delta({ role: 'assistant', content: '' }),
	delta({ reasoning: 'Hm' }),
	delta({ content: 'Café' }),
	': ping\n\n',
	delta({ content: ' end' }, { finish_reason: 'stop' }),
	delta({ tool_calls: [{ index: 0, function: { arguments: '{' } }] }),
	'data: {"choices":[],"usage":{"total_tokens":3}}\n\n',
	'data: {"error":{"message":"no"}}\n\n',
	'data: {"choices\n\n',
	': note\ndata: [DONE]\n\n',
	'retry: 5\n\n',
].join('');

const frames = createFrameDecoder().push(new TextEncoder().encode(body));
const meanings = frames.map(readChunk);

describe('isOfKind()', () => {
	test('finds a frame under every kind it belongs to, and under Other if it belongs to none', () => {
		const found = Object.keys(FRAME_KINDS).map((kind) => [
			kind,
			frames
				.filter((frame, i) => isOfKind(frame, meanings[i]!, kind as FrameKind))
				.map((f) => f.index),
		]);
		expect(Object.fromEntries(found)).toEqual({
			text: [2, 4],
			reasoning: [1],
			tools: [5],
			finish: [4, 9],
			usage: [6],
			comments: [3, 9, 10],
			errors: [7, 8],
			other: [0],
		});
	});
});

describe('createFrameIndex()', () => {
	test('shows all frames or one kind, and finds those that contain the text, ignoring case', () => {
		const find = createFrameIndex();
		expect(find(frames, meanings, { kind: 'all', text: '' })).toEqual({
			shown: undefined,
			matches: [],
		});
		expect(find(frames, meanings, { kind: 'all', text: 'CAFÉ' }).matches).toEqual([2]);
		expect(find(frames, meanings, { kind: 'text', text: 'content' })).toEqual({
			shown: [2, 4],
			matches: [2, 4],
		});
		expect(find(frames, meanings, { kind: 'text', text: 'assistant' }).matches).toEqual([]);
	});

	test('looks at each frame once as they arrive, and finds what a search at the end finds', () => {
		const growing: typeof frames = [];
		const find = createFrameIndex();
		let looks = 0;
		const query = { kind: 'text', text: 'end' } as const;
		for (const frame of frames) {
			growing.push(
				new Proxy(frame, {
					get: (target, key) => {
						if (key === 'raw') looks++;
						return Reflect.get(target, key);
					},
				})
			);
			find(growing, meanings, query);
			find(growing, meanings, query);
		}
		expect(find(growing, meanings, query)).toEqual(createFrameIndex()(frames, meanings, query));
		expect(looks, 'frames of the kind').toBe(2);
	});

	test('starts over for another run or another query', () => {
		const find = createFrameIndex();
		expect(find(frames, meanings, { kind: 'errors', text: '' }).shown).toEqual([7, 8]);
		const others = frames.slice(7, 8);
		expect(find(others, meanings.slice(7, 8), { kind: 'errors', text: '' }).shown).toEqual([0]);
		expect(find(frames, meanings, { kind: 'usage', text: '' }).shown).toEqual([6]);
	});
});

describe('positionOf() and matchBeside()', () => {
	test('agree with a linear search', () => {
		const anyList = fc
			.uniqueArray(fc.nat(60), { maxLength: 20 })
			.map((all) => all.toSorted((a, b) => a - b));
		fc.assert(
			fc.property(anyList, fc.nat(60), (list, frame) => {
				expect(positionOf(list, frame)).toBe(list.indexOf(frame));
				expect(matchBeside(list, frame, 1)).toBe(list.find((one) => one > frame) ?? list[0]);
				expect(matchBeside(list, frame, -1)).toBe(
					list.findLast((one) => one < frame) ?? list.at(-1)
				);
			})
		);
		expect(positionOf(undefined, 7)).toBe(7);
		expect(matchBeside([3, 5], undefined, 1)).toBe(3);
		expect(matchBeside([3, 5], undefined, -1)).toBe(5);
	});
});
