/**
 * Chunks that are not simply the data of a frame: several in one JSON list, or one written into a JSON string.
 *
 * In      The JSON value of a frame's data.
 * Out     The values inside it, and in which form they came; `undefined` where nothing is wrapped around it.
 * Limits  Two wrappings: a list in a string, a string in a string.
 */
import { isList } from './json.ts';
import type { Wrapping } from './chunk-types.ts';

export interface Unwrapped {
	readonly form: Wrapping['form'];
	readonly values: readonly unknown[];
}

export function unwrap(value: unknown, depth = 0): Unwrapped | undefined {
	if (isList(value)) {
		const values = value.flatMap((one): readonly unknown[] =>
			typeof one === 'string' ? (unwrap(one, depth + 1)?.values ?? [one]) : [one]
		);
		return { form: 'list', values };
	}
	if (typeof value !== 'string' || depth > 1) return undefined;
	// Some encode the whole line: `"data: {...}\n\n"`.
	const text = value.replace(/^data:/, '').trim();
	if (!/^["[{]/.test(text)) return undefined;
	try {
		const inner: unknown = JSON.parse(text);
		return unwrap(inner, depth + 1) ?? { form: 'text', values: [inner] };
	} catch {
		// A text that only begins like JSON is what it says.
		return undefined;
	}
}
