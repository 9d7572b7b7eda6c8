import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeFrame, FieldNotEncodableError, type FrameFields } from '../../../src/sse/index.ts';
import { decode, text } from '../../support/sse.ts';

const wire = (fields: FrameFields) => text(encodeFrame(fields));

function refusal(fields: FrameFields): string {
	try {
		encodeFrame(fields);
	} catch (error) {
		if (!(error instanceof FieldNotEncodableError)) throw error;
		return `${error}\n  ${error.hint}\n  /reference/#${error.code}`;
	}
	return 'encoded';
}

describe('encodeFrame()', () => {
	test('writes each given field, and a blank line', () => {
		expect(wire({ data: '{"a":1}' })).toBe('data: {"a":1}\n\n');
		expect(wire({ comments: ['ping'] })).toBe(': ping\n\n');
		expect(wire({ data: 'a', event: 'e', id: '1', retryMs: 0, comments: ['c'] })).toBe(
			': c\nevent: e\nid: 1\nretry: 0\ndata: a\n\n'
		);
	});

	test('writes a lone blank line for no fields, which is a frame without data', () => {
		expect(wire({})).toBe('\n');
		expect(wire({ data: undefined, event: undefined, id: undefined, comments: [] })).toBe('\n');
	});

	test('writes a line for each line of data, and for each line of a comment', () => {
		expect(wire({ data: 'a\n\nb' })).toBe('data: a\ndata: \ndata: b\n\n');
		expect(wire({ comments: ['', ' a'] })).toBe(':\n:  a\n\n');
		expect(wire({ comments: ['a\r\nb\rc\nd'] })).toBe(': a\n: b\n: c\n: d\n\n');
	});

	test('keeps a space that data begins with', () => {
		expect(decode(wire({ data: ' a' })).frames[0]!.data).toBe(' a');
	});

	test('distinguishes empty data from no data', () => {
		expect(decode(wire({ data: '', id: '' })).frames[0]).toMatchObject({
			data: '',
			lastEventId: '',
		});
	});

	test('is read back as it was given, whatever the fields', () => {
		const string = fc.string({ unit: 'binary', maxLength: 20 });
		const line = string.map((value) => value.replaceAll(/[\r\n]/g, '\u2028'));
		const fields = fc.record(
			{
				data: string.map((value) => value.replaceAll('\r', '\n')),
				event: line,
				id: line.map((value) => value.replaceAll('\0', '')),
				retryMs: fc.maxSafeNat(),
				comments: fc.array(line, { maxLength: 3 }),
			},
			{ requiredKeys: [] }
		);
		fc.assert(
			fc.property(fc.array(fields, { minLength: 1, maxLength: 4 }), (all) => {
				const { frames, rest } = decode(all.map((each) => encodeFrame(each)));
				expect(rest).toHaveLength(0);
				let lastEventId = '';
				const expected = all.map(({ data, event, id, retryMs, comments = [] }) => {
					lastEventId = id ?? lastEventId;
					return { data, event: event || 'message', lastEventId, retryMs, comments };
				});
				expect(
					frames.map(({ data, event, lastEventId: last, retryMs, comments }) => {
						return { data, event, lastEventId: last, retryMs, comments };
					})
				).toEqual(expected);
			}),
			{ numRuns: 300 }
		);
	});

	test('refuses what would not survive the round trip, and says what to do', () => {
		expect(refusal({ data: 'a\r\nb' })).toMatchInlineSnapshot(`
			"FieldNotEncodableError: \`data\` has a carriage return at character 1, which would come back as a line feed.
			  Turn CR and CR LF into LF first, or send the text as JSON, which escapes them.
			  /reference/#field-not-encodable"
		`);
		expect(refusal({ event: 'a\nb' })).toMatchInlineSnapshot(`
			"FieldNotEncodableError: \`event\` has a line break, and the field ends there.
			  Keep it on one line.
			  /reference/#field-not-encodable"
		`);
		expect(refusal({ id: 'a\rb' })).toMatchInlineSnapshot(`
			"FieldNotEncodableError: \`id\` has a line break, and the field ends there.
			  Keep it on one line.
			  /reference/#field-not-encodable"
		`);
		expect(refusal({ id: 'a\0b' })).toMatchInlineSnapshot(`
			"FieldNotEncodableError: \`id\` holds U+0000, and readers ignore such an id.
			  Leave U+0000 out of the id.
			  /reference/#field-not-encodable"
		`);
		expect(refusal({ retryMs: 1.5 })).toMatchInlineSnapshot(`
			"FieldNotEncodableError: \`retryMs\` is 1.5, and readers ignore all but digits.
			  Give whole milliseconds, 0 or more.
			  /reference/#field-not-encodable"
		`);
		expect(refusal({ data: '\ud83d' })).toMatchInlineSnapshot(`
			"FieldNotEncodableError: \`data\` has half of a surrogate pair, which UTF-8 cannot carry.
			  Cut strings between characters, or call \`toWellFormed()\` first.
			  /reference/#field-not-encodable"
		`);
	});

	test.each([
		['event', { event: 'a\r' }],
		['id', { id: 'a\n' }],
		['retryMs', { retryMs: -1 }],
		['retryMs', { retryMs: NaN }],
		['retryMs', { retryMs: Infinity }],
		['retryMs', { retryMs: 1e21 }],
		['event', { event: '\udc00' }],
		['id', { id: '\ud800' }],
		['comments', { comments: ['\ud800'] }],
	] as const)('names the field that it refuses: %s', (field, fields) => {
		expect(refusal(fields)).toContain(`\`${field}\``);
	});
});
