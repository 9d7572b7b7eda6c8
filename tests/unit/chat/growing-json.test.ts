import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createGrowing, grow, isWhole } from '../../../src/chat/growing-json.ts';
import { bodyOf, chunkOf, runOf } from '../../support/chat-stream.ts';

/** What must come out, by parsing all of it. */
function isWholeByParsing(text: string): boolean {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null;
	} catch {
		return false;
	}
}

const nearlyJSON = fc.oneof(
	fc.json(),
	fc.json({ stringUnit: 'binary' }).map((text) => `${text}}`),
	fc.string({ unit: fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', '1', 'a', ' ', '\n') })
);

describe('a growing text of JSON', () => {
	test('is whole when JSON.parse takes it for an object or list, wherever it was cut', () => {
		fc.assert(
			fc.property(nearlyJSON, fc.nat({ max: 40 }), (text, at) => {
				const growing = createGrowing(text.slice(0, at));
				expect(isWhole(growing)).toBe(isWholeByParsing(text.slice(0, at)));
				grow(growing, text.slice(at));
				expect(isWhole(growing)).toBe(isWholeByParsing(text));
			}),
			{ numRuns: 2_000 }
		);
	});

	test('is parsed once at most, though every piece of a call has an id and ends like JSON', () => {
		const piece = (args: string) =>
			chunkOf({ tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: args } }] });
		const body = bodyOf(piece('{"a":['), ...Array.from({ length: 200 }, () => piece('{"b":{}},')));
		const parse = vi.spyOn(JSON, 'parse');
		const { message } = runOf(body);
		const ofArguments = parse.mock.calls.filter(([text]) => text.startsWith('{"a":['));
		parse.mockRestore();
		expect(message.choices[0]?.toolCalls.map((call) => call.arguments.length)).toEqual([1_806]);
		expect(ofArguments).toEqual([]);
	});
});
