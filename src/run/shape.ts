/**
 * Checks on JSON from a file, each naming the place where it fails. A few functions instead of a
 * schema library: a page should not load one for a single shape. A test holds them against the schema.
 *
 * In      A value and its place, as a JSON Pointer.
 * Out     The same value, with its type known.
 * Errors  `RecordingError`, code `recording-damaged`.
 */
import { RecordingError } from './errors.ts';

export type Fields = Readonly<Record<string, unknown>>;

export function damaged(at: string, expected: string, found: unknown): RecordingError {
	return fault(at, `expected ${expected}, found ${show(found)}`);
}

export function fault(at: string, problem: string): RecordingError {
	return new RecordingError('recording-damaged', {
		message: `The recording is damaged at ${at || 'its top'}: ${problem}.`,
		hint: 'Export it again, or fix that value by hand.',
		pointer: at,
	});
}

/** An object with all of `required`, perhaps some of `optional`, and no other field. */
export function fields(
	value: unknown,
	at: string,
	required: readonly string[],
	optional: readonly string[] = []
): Fields {
	const found = object(value, at);
	for (const name of required) {
		if (!Object.hasOwn(found, name)) throw fault(at, `the field "${name}" is missing`);
	}
	for (const name of Object.keys(found)) {
		if (![...required, ...optional].includes(name)) {
			throw fault(`${at}/${escaped(name)}`, 'there is no field of this name');
		}
	}
	return found;
}

export function isObject(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function object(value: unknown, at: string): Fields {
	if (isObject(value)) return value;
	throw damaged(at, 'an object', value);
}

export function list(value: unknown, at: string): readonly unknown[] {
	if (Array.isArray(value)) return value;
	throw damaged(at, 'a list', value);
}

export function string(
	value: unknown,
	at: string,
	pattern?: RegExp,
	expected = 'a string'
): string {
	if (typeof value === 'string' && (pattern === undefined || pattern.test(value))) return value;
	throw damaged(at, expected, value);
}

export function number(value: unknown, at: string, least = 0): number {
	if (typeof value === 'number' && value >= least) return value;
	throw damaged(at, `a number that is ${least} or more`, value);
}

export function integer(value: unknown, at: string, least: number, most: number): number {
	const isWhole = typeof value === 'number' && Number.isInteger(value);
	if (isWhole && value >= least && value <= most) return value;
	throw damaged(at, `a whole number from ${least} to ${most}`, value);
}

export function oneOf<T extends string>(value: unknown, at: string, values: readonly T[]): T {
	const found = values.find((one) => one === value);
	if (found !== undefined) return found;
	throw damaged(at, `one of ${values.join(', ')}`, value);
}

/** A field name as a step of a JSON Pointer. */
function escaped(name: string): string {
	return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

function show(value: unknown): string {
	const text = JSON.stringify(value) ?? String(value);
	return text.length <= 60 ? text : `${text.slice(0, 57)}...`;
}
