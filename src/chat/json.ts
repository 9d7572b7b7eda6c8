/** What came over the wire is `unknown`; here it is narrowed. */

/** A JSON object whose fields nobody has checked yet. */
export interface JSONObject {
	readonly [field: string]: unknown;
}

export function isObject(value: unknown): value is JSONObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `Array.isArray` says `any[]`. */
export function isList(value: unknown): value is readonly unknown[] {
	return Array.isArray(value);
}

export function isText(value: unknown): value is string {
	return typeof value === 'string' && value !== '';
}

/** Some servers write "nothing" as a word: `"null"` in JavaScript and Go, `"None"` in Python. */
export function wordOrNone(value: unknown): string | undefined {
	return isText(value) && !isNothing(value) ? value : undefined;
}

export function isNothing(word: string): boolean {
	return word === 'null' || word === 'None' || word === 'undefined';
}

/** A position in a list, given as a number or as digits. */
export function indexOrNone(value: unknown): number | undefined {
	const index = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
	return typeof index === 'number' && Number.isSafeInteger(index) && index >= 0 ? index : undefined;
}

/** `undefined` if it is nested too deeply: `JSON.stringify` recurses where `JSON.parse` does not. */
export function jsonText(value: unknown): string | undefined {
	try {
		return JSON.stringify(value);
	} catch {
		return undefined;
	}
}
