/**
 * Whether a value fits a schema, for the keywords that the demo knows.
 *
 * Source  JSON Schema 2020-12, and of older drafts lists of `items` and `definitions`.
 * Limits  A `pattern` is never run: one of a client's could take for ever. `values.ts` writes a text for it.
 */
import { isObject, type Fields } from '../fields.ts';
import { resolve, typesOf } from './flat.ts';
import type { Task } from './task.ts';

type Check = (value: unknown, rule: unknown, schema: Fields, task: Task) => boolean;

export function fits(value: unknown, schema: unknown, task: Task): boolean {
	if (!isObject(schema)) return schema === true;
	return task.step(() =>
		Object.entries(schema).every(([keyword, rule]) => {
			const check = Object.hasOwn(CHECKS, keyword) ? CHECKS[keyword] : undefined;
			return check === undefined || check(value, rule, schema, task);
		})
	);
}

/** Where a rule is about another kind of value, or is itself of the wrong kind, it rules nothing out. */
const CHECKS: Readonly<Record<string, Check>> = {
	$ref: (value, rule, _, task) =>
		typeof rule === 'string' && fits(value, resolve(rule, task.root), task),
	type: (value, rule) => typesOf(rule).some((type) => isOfType(value, type)),
	const: (value, rule) => isSame(value, rule),
	enum: (value, rule) => list(rule).some((one) => isSame(value, one)),

	allOf: (value, rule, _, task) => list(rule).every((one) => fits(value, one, task)),
	anyOf: (value, rule, _, task) => list(rule).some((one) => fits(value, one, task)),
	oneOf: (value, rule, _, task) => list(rule).filter((one) => fits(value, one, task)).length === 1,
	not: (value, rule, _, task) => !fits(value, rule, task),
	if: (value, rule, schema, task) =>
		fits(value, schema[fits(value, rule, task) ? 'then' : 'else'] ?? true, task),

	minimum: ofNumbers((value, rule) => value >= rule),
	maximum: ofNumbers((value, rule) => value <= rule),
	exclusiveMinimum: ofNumbers((value, rule) => value > rule),
	exclusiveMaximum: ofNumbers((value, rule) => value < rule),
	multipleOf: ofNumbers((value, rule) => Number.isInteger(value / rule)),

	minLength: ofSize('string', (size, rule) => size >= rule),
	maxLength: ofSize('string', (size, rule) => size <= rule),
	minItems: ofSize('array', (size, rule) => size >= rule),
	maxItems: ofSize('array', (size, rule) => size <= rule),
	minProperties: ofSize('object', (size, rule) => size >= rule),
	maxProperties: ofSize('object', (size, rule) => size <= rule),

	required: (value, rule) =>
		!isObject(value) || list(rule).every((name) => Object.hasOwn(value, String(name))),
	properties: (value, rule, _, task) =>
		!isObject(value) ||
		Object.entries(isObject(rule) ? rule : {}).every(
			([name, schema]) => !Object.hasOwn(value, name) || fits(value[name], schema, task)
		),
	additionalProperties: (value, rule, schema, task) =>
		!isObject(value) ||
		Object.entries(value).every(
			([name, one]) => Object.hasOwn(objectOf(schema['properties']), name) || fits(one, rule, task)
		),
	propertyNames: (value, rule, _, task) =>
		!isObject(value) || Object.keys(value).every((name) => fits(name, rule, task)),
	dependentRequired: (value, rule) =>
		!isObject(value) ||
		Object.entries(objectOf(rule)).every(
			([name, needs]) =>
				!Object.hasOwn(value, name) ||
				list(needs).every((need) => Object.hasOwn(value, String(need)))
		),

	dependentSchemas: (value, rule, _, task) =>
		!isObject(value) ||
		Object.entries(objectOf(rule)).every(
			([name, schema]) => !Object.hasOwn(value, name) || fits(value, schema, task)
		),
	// Which names these mean, only running the pattern would tell.
	patternProperties: (value, rule) =>
		!isObject(value) || Object.keys(value).length === 0 || Object.keys(objectOf(rule)).length === 0,
	$dynamicRef: () => false,

	contains: (value, rule, _, task) =>
		!Array.isArray(value) || value.some((one) => fits(one, rule, task)),
	uniqueItems: (value, rule) =>
		rule !== true ||
		!Array.isArray(value) ||
		new Set(value.map((one) => JSON.stringify(one))).size === value.length,
	prefixItems: (value, rule, _, task) =>
		!Array.isArray(value) ||
		list(rule).every((one, i) => i >= value.length || fits(value[i], one, task)),
	items: (value, rule, schema, task) =>
		!Array.isArray(value) || value.every((one, i) => fits(one, itemSchema(rule, schema, i), task)),
};

/** Of the item at a place, apart from `prefixItems`. */
function itemSchema(rule: unknown, schema: Fields, index: number): unknown {
	if (Array.isArray(rule)) return rule[index] ?? schema['additionalItems'] ?? true;
	return index < list(schema['prefixItems']).length ? true : rule;
}

function isOfType(value: unknown, type: unknown): boolean {
	if (type === 'integer') return Number.isInteger(value);
	if (type === 'array') return Array.isArray(value);
	if (type === 'object') return isObject(value);
	if (type === 'null') return value === null;
	return ['string', 'number', 'boolean'].includes(String(type)) && typeof value === type;
}

/** As JSON, whatever the order of the fields. */
function isSame(a: unknown, b: unknown): boolean {
	if (Array.isArray(a) && Array.isArray(b)) {
		return a.length === b.length && a.every((one, i) => isSame(one, b[i]));
	}
	if (isObject(a) && isObject(b)) {
		const names = Object.keys(a);
		return (
			names.length === Object.keys(b).length &&
			names.every((name) => Object.hasOwn(b, name) && isSame(a[name], b[name]))
		);
	}
	return a === b;
}

function ofNumbers(holds: (value: number, rule: number) => boolean): Check {
	return (value, rule) =>
		typeof value !== 'number' || typeof rule !== 'number' || holds(value, rule);
}

function ofSize(
	type: 'string' | 'array' | 'object',
	holds: (size: number, rule: number) => boolean
): Check {
	return (value, rule) => {
		if (typeof rule !== 'number' || !isOfType(value, type)) return true;
		// Characters are counted, not UTF-16 units.
		const size =
			typeof value === 'string' ? [...value].length : Object.keys(objectOf(value)).length;
		return holds(Array.isArray(value) ? value.length : size, rule);
	};
}

export function list(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

export function objectOf(value: unknown): Fields {
	return isObject(value) ? value : {};
}
