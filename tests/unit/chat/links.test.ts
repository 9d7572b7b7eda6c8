import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	stretchAt,
	stretchesOfFrame,
	stretchesOfPart,
	type Message,
	type PartAddress,
} from '../../../src/chat/index.ts';
import { bodyOf, chunkOf, runOf } from '../../support/chat-stream.ts';

const text: PartAddress = { choice: 0, part: 'text' };

function partText(message: Message, { choice, part, toolCall }: PartAddress): string {
	const found = message.choices[choice]!;
	return part === 'toolCall' ? found.toolCalls[toolCall!]!.arguments : found[part];
}

describe('stretchAt()', () => {
	const { message } = runOf(
		bodyOf(
			chunkOf({ role: 'assistant', content: '' }),
			chunkOf({ content: 'Once' }),
			chunkOf({ reasoning: 'hm' }),
			chunkOf({ content: ' upon 🚀' }),
			chunkOf({ tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }] })
		)
	);

	test('leads from every character to the frame that brought it', () => {
		const frames = Array.from('Once upon 🚀'.split(''), (_, offset) =>
			stretchAt(message, { ...text, offset })
		).map((stretch) => stretch?.frameIndex);
		expect(frames).toEqual([1, 1, 1, 1, 3, 3, 3, 3, 3, 3, 3, 3]);
	});

	test('gives the whole stretch', () => {
		expect(stretchAt(message, { ...text, offset: 6 })).toEqual({
			frameIndex: 3,
			choice: 0,
			part: 'text',
			toolCall: undefined,
			start: 4,
			end: 12,
		});
		const inCall = { choice: 0, part: 'toolCall', toolCall: 0, offset: 1 } as const;
		expect(stretchAt(message, inCall)).toMatchObject({ frameIndex: 4, toolCall: 0, end: 2 });
	});

	test.each([-1, 12, 1e9, NaN])('has nothing at offset %d', (offset) => {
		expect(stretchAt(message, { ...text, offset })).toBeUndefined();
	});

	test('has no stretches in a part that does not exist', () => {
		expect(stretchAt(message, { choice: 9, part: 'text', offset: 0 })).toBeUndefined();
		expect(stretchAt(message, { choice: 0, part: 'toolCall', offset: 0 })).toBeUndefined();
		expect(
			stretchAt(message, { choice: 0, part: 'toolCall', toolCall: 5, offset: 0 })
		).toBeUndefined();
	});
});

describe('stretchesOfFrame()', () => {
	test('leads from a frame to all it brought, in every choice and part', () => {
		const both = {
			choices: [
				...chunkOf({ content: 'b', reasoning: 'r' }).choices,
				...chunkOf({ content: 'c' }, null, 1).choices,
				...chunkOf({ content: 'd' }).choices,
			],
		};
		const { message } = runOf(bodyOf(chunkOf({ content: 'a' }), both));
		// "b" and "d" touch, so they are one stretch.
		expect(stretchesOfFrame(message, 1)).toMatchObject([
			{ choice: 0, part: 'text', start: 1, end: 3 },
			{ choice: 0, part: 'reasoning', start: 0, end: 1 },
			{ choice: 1, part: 'text', start: 0, end: 1 },
		]);
		expect(stretchesOfFrame(message, 2)).toEqual([]);
	});
});

describe('stretchesOfPart()', () => {
	const { message } = runOf(bodyOf(...['ab', 'cd', 'ef'].map((content) => chunkOf({ content }))));

	test('lists the stretches of a window, those at its edges whole', () => {
		const frames = (from?: number, to?: number) =>
			stretchesOfPart(message, text, from, to).map(({ frameIndex }) => frameIndex);
		expect(frames()).toEqual([0, 1, 2]);
		expect(frames(1, 3)).toEqual([0, 1]);
		expect(frames(2, 4)).toEqual([1]);
		expect(frames(6)).toEqual([]);
		expect(stretchesOfPart(message, { choice: 3, part: 'text' })).toEqual([]);
	});
});

describe('the links between frames and text', () => {
	test('cover each part without gap or overlap, and both ways agree, on a captured stream', () => {
		for (const name of ['stream_n2', 'x_ping']) {
			const url = new URL(`../../fixtures/captures/llama-server.${name}.sse`, import.meta.url);
			expect(faultsOf(runOf(readFileSync(url))), name).toEqual([]);
		}
	});

	test('do so for any deltas', () => {
		const word = fc.constantFrom('', 'a', 'bc', '🚀');
		const delta = fc.record(
			{
				content: word,
				reasoning: word,
				refusal: word,
				tool_calls: fc.array(
					fc.record({ index: fc.nat(2), function: fc.record({ arguments: word }) }),
					{ maxLength: 3 }
				),
			},
			{ requiredKeys: [] }
		);
		const chunk = fc
			.array(fc.record({ index: fc.nat(2), delta }), { maxLength: 3 })
			.map((choices) => ({ choices }));
		fc.assert(
			fc.property(fc.array(chunk), (chunks) => {
				expect(faultsOf(runOf(bodyOf(...chunks)))).toEqual([]);
			})
		);
	});
});

const key = (stretch: unknown) => JSON.stringify(stretch);

/** What is wrong with the links of a run, in words. */
function faultsOf({ message, frames }: ReturnType<typeof runOf>): string[] {
	const fromFrames = new Set(
		frames.flatMap(({ index }) => stretchesOfFrame(message, index)).map(key)
	);
	const faults: string[] = [];
	let count = 0;
	for (const address of addressesOf(message)) {
		let end = 0;
		for (const stretch of stretchesOfPart(message, address)) {
			count++;
			if (stretch.start !== end) faults.push(`${key(stretch)} leaves a gap or overlaps`);
			if (stretch.end <= stretch.start) faults.push(`${key(stretch)} is empty`);
			if (!fromFrames.has(key(stretch))) faults.push(`${key(stretch)} is not found by its frame`);
			for (let offset = stretch.start; offset < stretch.end; offset++) {
				const found = stretchAt(message, { ...address, offset });
				if (key(found) !== key(stretch)) faults.push(`${key(found)} is found at ${offset}`);
			}
			({ end } = stretch);
		}
		const { length } = partText(message, address);
		if (end !== length) faults.push(`${key(address)} has ${length} characters, linked are ${end}`);
	}
	if (fromFrames.size !== count) faults.push(`frames lead to ${fromFrames.size} of ${count}`);
	return faults;
}

function addressesOf({ choices }: Message): PartAddress[] {
	return choices.flatMap(({ index: choice, toolCalls }) => [
		...(['text', 'reasoning', 'refusal'] as const).map((part) => ({ choice, part })),
		...toolCalls.map((_, toolCall) => ({ choice, part: 'toolCall' as const, toolCall })),
	]);
}
