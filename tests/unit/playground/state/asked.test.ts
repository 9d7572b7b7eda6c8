import { describe, expect, test } from 'vitest';
import type { Recording } from '../../../../src/run/index.ts';
import { askedIn, sample } from '../../../../src/playground/state/index.ts';

const asking = (body: Recording['request']['body']) =>
	askedIn({ ...sample.recording, request: { ...sample.recording.request, body } });

describe('askedIn()', () => {
	test('names the last message of the user, and the model', () => {
		expect(askedIn(sample.recording)).toBe('“Tell me a story” to vllm-primary');
		const messages = [
			{ role: 'user', content: 'One' },
			{ role: 'assistant', content: 'Two' },
			{ role: 'user', content: [{ type: 'image_url' }, { type: 'text', text: 'Three' }] },
			{ role: 'assistant', content: 'Four' },
		];
		expect(asking({ messages })).toBe('“Three”');
	});

	test('reads the other protocols, too', () => {
		expect(asking({ model: 'm', input: 'Hello' })).toBe('“Hello” to m');
		expect(asking({ input: [{ role: 'user', content: [{ text: 'Hi' }] }] })).toBe('“Hi”');
	});

	test.each([undefined, {}, { messages: 3 }, { messages: [null, { role: 'user' }] }])(
		'says nothing of %j',
		(body) => expect(asking(body)).toBeUndefined()
	);

	test('says as much as there is', () => {
		expect(asking({ model: 'm' })).toBe('m');
	});
});
