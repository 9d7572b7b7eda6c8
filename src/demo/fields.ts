/**
 * Reads and validates fields of a request's JSON. `null` counts as missing, as in OpenAI's API.
 *
 * Errors  `Refusal` 400 with the field, its value and what is valid.
 */
import { Refusal } from './refusal.ts';

export type Fields = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function readField(fields: Fields, name: string): unknown {
	return fields[name] ?? undefined;
}

export function readNumber(fields: Fields, name: string, least: number, most: number) {
	const value = readField(fields, name);
	if (value === undefined) return undefined;
	if (typeof value === 'number' && value >= least && value <= most) return value;
	throw refuse(`\`${name}\` is ${show(value)}. Send a number from ${least} to ${most}.`, name);
}

export function readWhole(fields: Fields, name: string, least: number, most: number) {
	const value = readField(fields, name);
	if (value === undefined) return undefined;
	if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) {
		return value;
	}
	throw refuse(
		`\`${name}\` is ${show(value)}. Send a whole number from ${least} to ${most}.`,
		name
	);
}

export function readBoolean(fields: Fields, name: string, path = name): boolean | undefined {
	const value = readField(fields, name);
	if (value === undefined) return undefined;
	if (typeof value === 'boolean') return value;
	throw refuse(`\`${path}\` is ${show(value)}. Send true or false.`, path);
}

/** A value for an error message: JSON, truncated. */
export function show(value: unknown): string {
	return value === undefined ? 'missing' : cut(JSON.stringify(value));
}

export function cut(text: string): string {
	return text.length <= 60 ? text : `${text.slice(0, 57).toWellFormed()}...`;
}

export function refuse(message: string, param?: string, code?: string): Refusal {
	return new Refusal({ status: 400, message, param: param ?? null, code: code ?? null });
}
