/**
 * Every capture of a real vLLM and a real LiteLLM, from its bytes to what the reader is told.
 *
 * What must come out stands in `expected.json` beside the captures, and was written from the bytes.
 */
import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../src/run/index.ts';
import { createTranscript } from '../../src/run/transcript.ts';
import {
	captureNames,
	expectedOf,
	loadCapture,
	noteFrames,
	playCapture,
} from '../support/captures.ts';
import { cutAt } from '../support/sse.ts';
import { pending } from './captures-pending.ts';

/** A run in the terms of `expected.json`. */
function foundIn({ message: framed, unstreamed, outcome }: Snapshot) {
	const message = unstreamed ?? framed;
	const { usage } = message;
	return {
		outcome: outcome?.kind,
		isUnstreamed: unstreamed && framed.choices.length === 0,
		models: message.models.map(({ model }) => model),
		choices: message.choices.map(({ text, reasoning, toolCalls, finishReason }) => ({
			text,
			reasoning,
			toolCalls: toolCalls.map((call) => ({
				id: call.id,
				name: call.name,
				arguments: call.arguments,
			})),
			finish: finishReason ?? null,
		})),
		usage: usage && [usage.prompt_tokens, usage.completion_tokens, usage.total_tokens],
	};
}

/** Plays a capture in the server's own pieces, and holds the run against what is expected of it. */
async function check(name: string) {
	const capture = loadCapture(name);
	const { outcome, isUnstreamed, models = [], choices, usage, ...words } = expectedOf[name]!;
	const run = await playCapture(capture, capture.pieces);
	expect(foundIn(run)).toEqual({
		outcome,
		isUnstreamed,
		models,
		choices: choices.map((choice) => ({ reasoning: '', toolCalls: [], ...choice })),
		usage,
	});

	expect(noteFrames(run, capture.request)).toEqual(words.notes ?? {});

	const told = `${run.outcome?.reason} ${run.advice ?? ''}`.toLowerCase();
	for (const part of words.says ?? []) expect(told).toContain(part.toLowerCase());
	for (const part of words.saysNot ?? []) expect(told).not.toContain(part.toLowerCase());
}

describe('captures of a real vLLM and LiteLLM', () => {
	test('all have their expected result', () => {
		expect(Object.keys(expectedOf).toSorted()).toEqual(captureNames.toSorted());
		expect(captureNames).toEqual(expect.arrayContaining([...pending]));
	});

	test.each(captureNames)('%s comes in the pieces that were noted, and to its end', (name) => {
		const { body, pieces, status } = loadCapture(name);
		expect(status).toBeGreaterThan(99);
		expect(Buffer.concat(pieces).equals(body)).toBe(true);
	});

	test.each(captureNames.filter((name) => !pending.has(name)))('%s is told as it is', check);

	test.each(captureNames)('%s is read in the same protocol without its address', (name) => {
		const { body, headers, protocol } = loadCapture(name);
		const transcript = createTranscript();
		transcript.head({ status: 200, statusText: '', headers, atMs: 0 });
		transcript.push({ atMs: 0, bytes: body });
		// Where there is no frame, nothing shows it.
		expect(transcript.protocol()).toBe(transcript.frames.length > 0 ? protocol : 'chat');
	});

	test.each([...pending])(
		'%s is not told right yet: take it off the list once it is',
		async (name) => {
			await expect(check(name)).rejects.toThrow(/expected/);
		}
	);

	// Tens of thousands of reads: half a minute where many others want the processor.
	const patience = { timeout: 120_000 };
	test.each(captureNames)(
		'%s means the same when it comes byte by byte',
		patience,
		async (name) => {
			const capture = loadCapture(name);
			const { body } = capture;
			const whole = await playCapture(capture, [body]);
			const bytewise = await playCapture(capture, cutAt(body, [...body.keys()].slice(1)));
			expect(foundIn(bytewise)).toEqual(foundIn(whole));
			expect(bytewise.outcome).toEqual(whole.outcome);
			expect(bytewise.advice).toEqual(whole.advice);
			expect(noteFrames(bytewise, capture.request)).toEqual(noteFrames(whole, capture.request));
		}
	);
});
