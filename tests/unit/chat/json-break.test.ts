import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonBreak } from '../../../src/chat/json-break.ts';

function parses(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}

describe('jsonBreak()', () => {
	test.each([
		['', 0],
		['  ', 2],
		['<html>', 0],
		['{"a":1', 6],
		['{"a" 1}', 5],
		["{'a':1}", 1],
		['{"a":1,}', 7],
		['[1,]', 3],
		['[1 2]', 3],
		['{"a":"b\nc"}', 7],
		['"\\x"', 2],
		['"\\u12g4"', 5],
		['"open', 5],
		['"\\', 2],
		['01', 1],
		['-', 1],
		['-a', 1],
		['1.', 2],
		['1e+', 3],
		['nul', 3],
		['nulL', 3],
		['True', 0],
		['{} {}', 3],
		['[}', 1],
		['{"a":1]', 6],
		[' [DONE]', 2],
		['"\\1"', 2],
		['\u00a01', 0],
	])('finds that %j breaks at %i', (text, at) => {
		expect(parses(text), 'JSON.parse takes it').toBe(false);
		expect(jsonBreak(text)).toBe(at);
	});

	test('finds nothing wrong with JSON', () => {
		fc.assert(
			fc.property(fc.json(), (text) => {
				expect(jsonBreak(text)).toBeUndefined();
				expect(jsonBreak(JSON.stringify(JSON.parse(text), null, '\t'))).toBeUndefined();
			})
		);
	});

	// The characters that the grammar knows, in any order: most texts break, some do not.
	const almostJson = fc
		.array(
			fc.constantFrom(
				...'{}[]:,"\\/ \n-+.eE0129',
				'true',
				'false',
				'null',
				'\\u00e9',
				'é',
				'\u0001'
			),
			{ maxLength: 12 }
		)
		.map((pieces) => pieces.join(''));

	test('breaks exactly the texts that JSON.parse refuses', () => {
		fc.assert(
			fc.property(fc.oneof(almostJson, fc.string()), (text) => {
				expect(jsonBreak(text) === undefined).toBe(parses(text));
			}),
			{ numRuns: 5000 }
		);
	});

	test('names the first character that no JSON could have: what is before it could begin some JSON', () => {
		fc.assert(
			fc.property(almostJson, (text) => {
				const at = jsonBreak(text) ?? text.length;
				// What stands before it breaks only by ending there, if at all.
				expect([undefined, at], `${text} before ${at}`).toContain(jsonBreak(text.slice(0, at)));
				// With the character that broke it, nothing that follows can help.
				const broken = text.slice(0, at + 1);
				expect(jsonBreak(broken), `${broken} and more`).toBe(
					jsonBreak(text) === undefined ? undefined : at
				);
			}),
			{ numRuns: 5000 }
		);
	});

	test('takes a million open brackets without running out of stack', () => {
		expect(jsonBreak('['.repeat(1_000_000))).toBe(1_000_000);
		expect(jsonBreak('{"a":'.repeat(100_000) + '!')).toBe(500_000);
	});
});
