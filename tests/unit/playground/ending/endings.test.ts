import { describe, expect, test } from 'vitest';
import type { Message, Outcome } from '../../../../src/chat/index.ts';
import { endingOf, ENDINGS } from '../../../../src/playground/ending/endings.ts';
import { anchorsOnPages } from '../../../support/page-anchors.ts';

const outcome = (kind: Outcome['kind']) => ({ kind, reason: '' }) as Outcome;
const message = (...reasons: (string | undefined)[]) =>
	({
		choices: reasons.map((finishReason) => ({ finishReason, toolCalls: [] })),
		tally: { characters: 9 },
	}) as unknown as Message;

describe('endingOf()', () => {
	test('a stream gets a tick only if its answer is whole too', () => {
		for (const reason of ['stop', 'tool_calls', 'function_call', 'end_turn', 'eos_token']) {
			expect(endingOf(outcome('complete'), message('stop', reason))).toMatchObject({
				title: 'Complete',
				sign: 'good',
			});
		}
	});

	test('a whole stream of an answer that is cut, filtered or ended for an unknown reason gets none', () => {
		for (const reason of ['length', 'content_filter', 'moonset', undefined]) {
			expect(endingOf(outcome('complete'), message('stop', reason))).toMatchObject({
				title: 'Complete, but perhaps not the whole answer',
				sign: 'mark',
			});
		}
	});

	test('an incomplete stream keeps its title', () => {
		expect(endingOf(outcome('truncated'), message('length'))).toMatchObject({
			title: 'Cut off',
			sign: 'bad',
		});
	});
});

test('every outcome is explained on a page, under a heading that is there', () => {
	for (const [kind, { href }] of Object.entries(ENDINGS)) {
		expect(anchorsOnPages, kind).toContain(href);
	}
});
