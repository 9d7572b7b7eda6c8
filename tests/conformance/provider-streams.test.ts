/** Streams of many makers' servers, from the bytes to all that the reader is told. */
import { describe, expect, test } from 'vitest';
import { advice, notesFor } from '../../src/chat/index.ts';
import { runOf } from '../support/chat-stream.ts';
import { providerStreams } from '../support/provider-streams.ts';

/** Verdict, advice, and the notes' ids, in one line. */
function toldOf({ outcome, evidence, frames, meanings, message }: ReturnType<typeof runOf>) {
	const notes = frames.flatMap((frame, i) => {
		const meaning = meanings[i];
		return meaning ? notesFor({ frame, meaning, message }).map(({ id }) => id) : [];
	});
	return [outcome.reason, advice(outcome, evidence) ?? '', ...new Set(notes)].join(' ');
}

describe.each(Object.entries(providerStreams))('%s', (_, sent) => {
	const run = runOf(sent.body, sent.how);
	const { message, outcome } = run;
	const [choice] = message.choices;

	test('gives what was meant', () => {
		const { body: _body, how: _how, says: _says, saysNot: _not, ...meant } = sent;
		const { prompt_tokens: prompt, completion_tokens: completion } = message.usage ?? {};
		expect({
			outcome: outcome.kind,
			text: choice?.text ?? '',
			reasoning: choice?.reasoning,
			calls: choice?.toolCalls.map((call) => `${call.name}(${call.arguments})`),
			finish: choice?.finishReason,
			tokens: [prompt, completion],
		}).toMatchObject(meant);
	});

	test('is told truly', () => {
		const told = toldOf(run);
		for (const part of sent.says ?? []) expect(told).toMatch(part);
		for (const part of sent.saysNot ?? []) expect(told).not.toMatch(part);
		expect(told).not.toMatch(/undefined|\[object|,,|\.\./);
	});
});
