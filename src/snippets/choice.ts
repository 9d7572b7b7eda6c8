/**
 * The base URL and the model that all code on the site shows, as the reader chose them.
 *
 * In      Two texts that were typed; a `Storage`, which the browser may refuse to write.
 * Out     The choice, or a sentence about what is wrong with it. Only what means the same in every
 *         language between its quotes is taken, as code blocks are changed in place.
 * Errors  None thrown. The key is no part of this, and what looks like one is turned away.
 */
import { isKey } from '../run/secrets/index.ts';
import { readBaseURL } from './base-url.ts';

export interface Choice {
	readonly baseURL: string;
	readonly model: string;
}

/** What the files of `src/examples/` and the pages say. */
export const PRINTED: Choice = {
	baseURL: 'https://api.solidrust.ai/v1',
	model: 'vllm-primary',
};

export const STORAGE_KEY = 'code-choice';

type Field = keyof Choice;

export function readChoice(
	typed: Choice
): { choice: Choice } | { field: Field; problem: string; choice?: never } {
	// An empty field is what the pages say.
	const base = readBaseURL(typed.baseURL.trim() || PRINTED.baseURL);
	if ('problem' in base) return { field: 'baseURL', problem: base.problem };
	// Quotes, `$` and the like end a string, or mean something in it, in one language or another.
	if (!/^[\w.~%/:@;=,+[\]-]+$/.test(base.value)) {
		return {
			field: 'baseURL',
			problem:
				'The base URL holds a character that code would have to escape. Write it percent-encoded.',
		};
	}
	const model = typed.model.trim() || PRINTED.model;
	if (isKey(model)) {
		return {
			field: 'model',
			problem:
				'The model looks like an API key. Keys belong into SOLIDRUST_API_KEY, and nowhere else.',
		};
	}
	if (!/^[\w.:/@+-]{1,200}$/.test(model)) {
		return {
			field: 'model',
			problem:
				'The model’s name may hold letters, digits and . _ : / @ + - only. Example: vllm-primary',
		};
	}
	return { choice: { baseURL: base.value, model } };
}

/** What is stored is read as strictly as what is typed: another version, or another page, wrote it. */
export function loadChoice(storage: () => Storage): Choice {
	try {
		const stored: unknown = JSON.parse(storage().getItem(STORAGE_KEY) ?? 'null');
		const { baseURL = '', model = '' } = (stored ?? {}) as Readonly<Record<string, unknown>>;
		return readChoice({ baseURL: String(baseURL), model: String(model) }).choice ?? PRINTED;
	} catch {
		// Storage is off, or its text is not ours. The pages then say what they were printed with.
		return PRINTED;
	}
}

/** False where the browser stores nothing: the choice holds for this page, and no longer. */
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
		// Nothing can be stored, so nothing is.
	}
}
