import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forget, readSaved, save } from '../../../../src/playground/state/saved.ts';

/** As a browser's, in memory. */
function createStorage(): Storage {
	const entries = new Map<string, string>();
	return {
		get length() {
			return entries.size;
		},
		clear: () => entries.clear(),
		getItem: (name) => entries.get(name) ?? null,
		key: (index) => [...entries.keys()][index] ?? null,
		removeItem: (name) => void entries.delete(name),
		setItem: (name, value) => void entries.set(name, value),
	};
}

const contentOf = (storage: Storage) =>
	Array.from({ length: storage.length }, (_, i) => storage.getItem(storage.key(i)!)).join();

describe('save() and readSaved()', () => {
	test('keep what was changed, on top of what was kept', () => {
		const storage = createStorage();
		save(storage, { sendTo: 'endpoint', baseURL: 'http://localhost:8000/v1' }, '');
		save(storage, { temperature: '0.5', view: 'plain' }, '');
		save(storage, { temperature: '1' }, '');
		expect(readSaved(storage)).toEqual({
			sendTo: 'endpoint',
			baseURL: 'http://localhost:8000/v1',
			temperature: '1',
			view: 'plain',
		});
		forget(storage);
		expect(readSaved(storage)).toEqual({});
		expect(storage).toHaveLength(0);
	});

	test('never keep messages, a key, or an address that is none', () => {
		const storage = createStorage();
		save(storage, { message: 'Private', system: 'Private', key: 'sk-1', apiKey: 'sk-1' }, '');
		save(storage, { tools: '["Private"]', responseFormat: '{"Private": 1}' }, '');
		save(storage, { model: 'abc-secret-def' }, ' secret ');
		save(storage, { model: 'sk-proj-1234567890' }, '');
		save(storage, { baseURL: 'sk-1234567890' }, '');
		save(storage, { baseURL: 'https://me:word@h.test/v1' }, '');
		save(storage, { fault: 'x'.repeat(5000) }, '');
		expect(readSaved(storage)).toEqual({});
		expect(contentOf(storage)).not.toMatch(/Private|secret|sk-|word|xxx/);
	});

	test('read any junk as nothing, and the rest of what is partly junk', () => {
		const storage = createStorage();
		save(storage, { model: 'm' }, '');
		const name = storage.key(0)!;
		storage.setItem(name, '{"version":1,"model":7,"sendTo":"mars","temperature":"1","view":null}');
		expect(readSaved(storage)).toEqual({ temperature: '1' });
		storage.setItem(name, '{"version":2,"model":"m"}');
		expect(readSaved(storage)).toEqual({});
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.json()), (junk) => {
				storage.setItem(name, junk);
				const read = readSaved(storage);
				expect(Object.values(read).every((value) => value !== undefined)).toBe(true);
				save(storage, { model: 'after' }, '');
				expect(readSaved(storage).model).toBe('after');
			})
		);
	});

	test('keep nothing, and say nothing, where storage is refused or full', () => {
		expect(readSaved(undefined)).toEqual({});
		save(undefined, { model: 'm' }, '');
		const full: Storage = {
			...createStorage(),
			setItem() {
				throw new DOMException('full', 'QuotaExceededError');
			},
		};
		save(full, { model: 'm' }, '');
		expect(readSaved(full)).toEqual({});
	});
});
