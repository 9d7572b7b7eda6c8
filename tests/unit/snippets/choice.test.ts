import { describe, expect, test } from 'vitest';
import {
	clearChoice,
	loadChoice,
	PRINTED,
	readChoice,
	saveChoice,
	STORAGE_KEY,
} from '../../../src/snippets/index.ts';

function memory(): Storage {
	const kept = new Map<string, string>();
	return {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value),
		removeItem: (key: string) => void kept.delete(key),
	} as unknown as Storage;
}

const refused = (): Storage => {
	throw new DOMException('The operation is insecure.', 'SecurityError');
};

describe('readChoice()', () => {
	test.each([
		['http://localhost:8000/v1/', 'llama3.2:3b', 'http://localhost:8000/v1', 'llama3.2:3b'],
		['https://a.test/v1/chat/completions', '', 'https://a.test/v1', PRINTED.model],
		['', 'org/Model-7B@2', PRINTED.baseURL, 'org/Model-7B@2'],
		[
			'http://localhost:4321/faults/cut;after=7/v1',
			'',
			'http://localhost:4321/faults/cut;after=7/v1',
			PRINTED.model,
		],
		['http://[::1]:8000/v1', '', 'http://[::1]:8000/v1', PRINTED.model],
	])('takes "%s" and "%s"', (baseURL, model, expectedURL, expectedModel) => {
		expect(readChoice({ baseURL, model })).toEqual({
			choice: { baseURL: expectedURL, model: expectedModel },
		});
	});

	test.each([
		['localhost:8000/v1', '', 'baseURL'],
		["https://a.test/it's/v1", '', 'baseURL'],
		['https://a.test/$HOME/v1', '', 'baseURL'],
		['https://me:secret@a.test/v1', '', 'baseURL'],
		['https://a.test/v1?key=secret', '', 'baseURL'],
		['sk-secret', '', 'baseURL'],
		['', 'sk-secret', 'model'],
		['', 'a"b', 'model'],
		['', "a'b", 'model'],
		['', 'a b', 'model'],
		['', 'a\\b', 'model'],
		['', '$(id)', 'model'],
		['', 'é', 'model'],
	])('refuses "%s" and "%s" with a sentence that repeats neither', (baseURL, model, field) => {
		const read = readChoice({ baseURL, model });
		expect(read).toEqual({ field, problem: expect.stringMatching(/^The (base URL|model).*\./) });
		expect(JSON.stringify(read)).not.toContain('secret');
	});
});

describe('loadChoice()', () => {
	const choice = { baseURL: 'http://localhost:8000/v1', model: 'mine' };

	test('gives back what was saved, until it is cleared', () => {
		const storage = memory();
		expect(loadChoice(() => storage)).toEqual(PRINTED);
		expect(saveChoice(() => storage, choice)).toBe(true);
		expect(loadChoice(() => storage)).toEqual(choice);
		clearChoice(() => storage);
		expect(loadChoice(() => storage)).toEqual(PRINTED);
	});

	test.each(['', 'null', '[]', '{"baseURL":"javascript:alert(1)"}', '{"model":"a\\"b"}', '7'])(
		'takes %s in the storage for no choice',
		(text) => {
			const storage = memory();
			storage.setItem(STORAGE_KEY, text);
			expect(loadChoice(() => storage)).toEqual(PRINTED);
		}
	);

	test('does without a storage', () => {
		expect(loadChoice(refused)).toEqual(PRINTED);
		expect(saveChoice(refused, choice)).toBe(false);
		expect(() => clearChoice(refused)).not.toThrow();
	});
});
