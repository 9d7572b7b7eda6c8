/**
 * The base URL and model that all code on the site shows, as the reader chose them. The key is not part of
 * this, and anything that looks like a key is rejected.
 *
 * Out     The choice, or a sentence about what is wrong with it. Only characters that mean the same inside
 *         the quotes of every language are allowed, because code blocks are changed in place.
 */
import { isKey } from '../run/secrets/index.ts';
import { readBaseURL } from './base-url.ts';
import { PRINTED } from './printed.ts';
import { STORAGE_KEY } from './stored.ts';

export interface Choice {
	readonly baseURL: string;
	readonly model: string;
}

type Field = keyof Choice;

export function readChoice(
	typed: Choice
): { choice: Choice } | { field: Field; problem: string; choice?: never } {
	// An empty field means the printed value.
	const base = readBaseURL(typed.baseURL.trim() || PRINTED.baseURL);
	if ('problem' in base) return { field: 'baseURL', problem: base.problem };
	// Quotes, `$` and the like end a string, or have a meaning in it, in some language.
	if (!/^[\w.~%/:@;=,+[\]-]+$/.test(base.value)) {
		return {
			field: 'baseURL',
			problem:
				'The base URL contains a character that code would have to escape. Write it percent-encoded.',
		};
	}
	const model = typed.model.trim() || PRINTED.model;
	if (isKey(model)) {
		return {
			field: 'model',
			problem:
				'The model looks like an API key. Keys belong in SOLIDRUST_API_KEY, and nowhere else.',
		};
	}
	if (!/^[\w.:/@+-]{1,200}$/.test(model)) {
		return {
			field: 'model',
			problem: `The model’s name may hold letters, digits and . _ : / @ + - only. Example: ${PRINTED.model}`,
		};
	}
	return { choice: { baseURL: base.value, model } };
}

/** Stored values are checked as strictly as typed ones: another version or page may have written them. */
export function loadChoice(storage: () => Storage): Choice {
	try {
		const stored: unknown = JSON.parse(storage().getItem(STORAGE_KEY) ?? 'null');
		const fields: Readonly<Record<string, unknown>> =
			typeof stored === 'object' ? { ...stored } : {};
		const { baseURL = '', model = '' } = fields;
		return readChoice({ baseURL: String(baseURL), model: String(model) }).choice ?? PRINTED;
	} catch {
		// Storage is blocked, or its content is not ours: fall back to the printed values.
		return PRINTED;
	}
}

/** Returns false if storage is blocked: the choice then lasts for this page only. */
export function saveChoice(storage: () => Storage, choice: Choice): boolean {
	try {
		storage().setItem(STORAGE_KEY, JSON.stringify(choice));
		return true;
	} catch {
		return false;
	}
}

export function clearChoice(storage: () => Storage): void {
	try {
		storage().removeItem(STORAGE_KEY);
	} catch {
		// Storage is blocked, so nothing is stored.
	}
}
