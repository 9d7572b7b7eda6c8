/**
 * Makes a value that fits a JSON schema.
 *
 * Each kind of schema yields candidates, the best first; the first that fits is taken. What the message plainly
 * says comes first, then a default or an example of the schema, then something short of the right kind.
 */
import type { Fields } from '../fields.ts';
import { fits, list, objectOf } from './fits.ts';
import { flatten, merge, typesOf } from './flat.ts';
import type { Place } from './place.ts';
import { numbers, strings } from './scalars.ts';
import { TooMuch, type Task } from './task.ts';

/** Below this, optional properties are left out and lists are as short as they may be. */
const FULL_DEPTH = 3;
const MAX_CHOICES = 100;
const MAX_SEARCHED_OPTIONS = 500;

/** `undefined`, which is no JSON, where no value that fits was found. */
export function make(schema: unknown, place: Place, task: Task): unknown {
	for (const value of values(schema, place, task)) {
		if (fits(value, schema, task)) return value;
	}
	return undefined;
}

function* values(schema: unknown, place: Place, task: Task): Generator {
	const flat = flatten(schema, task);
	if (flat === undefined) return;
	if (Object.hasOwn(flat, 'const')) return yield flat['const'];
	if (Array.isArray(flat['enum'])) return yield* named(flat['enum'], place, task);
	const { anyOf, oneOf, ...rest } = flat;
	const branches = anyOf ?? oneOf;
	if (Array.isArray(branches)) {
		if (place.choices > MAX_CHOICES) throw new TooMuch();
		const inside = { ...place, choices: place.choices + 1 };
		const others = anyOf !== undefined && oneOf !== undefined ? { ...rest, oneOf } : rest;
		for (const branch of inOrder(branches, place.depth)) {
			const joined = merge(
				others,
				task.step(() => flatten(branch, task))
			);
			if (joined !== undefined) yield* values(joined, inside, task);
		}
		return;
	}
	for (const type of typesFor(flat)) yield* ofType(type, flat, place, task);
}

function* ofType(type: unknown, flat: Fields, place: Place, task: Task): Generator {
	if (type === 'object') {
		if (place.variant === 0) yield* given(flat, 'object');
		yield* objects(flat, place, task);
	} else if (type === 'array') {
		if (place.variant === 0) yield* given(flat, 'object');
		yield* arrays(flat, place, task);
	} else if (type === 'string') {
		yield* strings(flat, place, task.hints);
	} else if (type === 'number' || type === 'integer') {
		yield* numbers(flat, place, task.hints);
	} else if (type === 'boolean') {
		const first = flat['default'] ?? true;
		yield* place.variant % 2 === 0 ? [first, !first] : [!first, first];
	} else if (type === 'null') {
		yield null;
	}
}

function* given(flat: Fields, type: string): Generator {
	for (const value of [flat['default'], ...list(flat['examples'])]) {
		if (typeof value === type && value !== null) yield value;
	}
}

/** The value that the message names; then the default; then the others in turn. */
function* named(options: readonly unknown[], place: Place, task: Task): Generator {
	const searched = options.slice(0, MAX_SEARCHED_OPTIONS);
	const found = searched.filter((one) => typeof one === 'string' && task.hints.names(one));
	const from = place.variant % Math.max(1, found.length || options.length);
	yield* [...found.slice(from), ...found.slice(0, from)];
	yield* found.length > 0 ? options : [...options.slice(from), ...options.slice(0, from)];
}

function isFlat(branch: unknown): boolean {
	const types = typesOf(objectOf(branch)['type']);
	return types.every((type) => typeof type === 'string' && !/object|array/.test(type));
}

/** Deep down, first what cannot go any deeper. */
function inOrder(branches: readonly unknown[], depth: number): readonly unknown[] {
	if (depth < FULL_DEPTH) return branches;
	return [...branches.filter(isFlat), ...branches.filter((branch) => !isFlat(branch))];
}

const KEYWORDS: readonly (readonly [type: string, keywords: RegExp])[] = [
	['object', /^(?:properties|required|additionalProperties|minProperties|maxProperties)$/],
	['array', /^(?:items|prefixItems|minItems|maxItems|uniqueItems)$/],
	['number', /^(?:minimum|maximum|exclusiveMinimum|exclusiveMaximum|multipleOf)$/],
];

/** Null last: it fits, and says nothing. */
function typesFor(flat: Fields): readonly unknown[] {
	if (flat['type'] !== undefined) {
		return [...typesOf(flat['type'])].toSorted(
			(a, b) => Number(a === 'null') - Number(b === 'null')
		);
	}
	const names = Object.keys(flat);
	const meant = KEYWORDS.filter(([, words]) => names.some((name) => words.test(name)));
	const types = ['string', 'number', 'boolean', 'object', 'array', 'null'];
	return [...new Set([...meant.map(([type]) => type), ...types])];
}

function* objects(flat: Fields, place: Place, task: Task): Generator {
	const properties = objectOf(flat['properties']);
	const required = new Set(list(flat['required']).map(String));
	const extra = flat['additionalProperties'] ?? true;
	const needed: Record<string, unknown> = {};
	const whole: Record<string, unknown> = {};
	const before = { number: 0, string: 0 };
	const add = (name: string, schema: unknown): boolean => {
		const inside = { ...place, name, depth: place.depth + 1, before: { ...before } };
		const value = task.step(() => make(schema, inside, task));
		if (value === undefined) return false;
		whole[name] = value;
		if (required.has(name)) needed[name] = value;
		if (typeof value === 'number') before.number++;
		if (typeof value === 'string') before.string++;
		return true;
	};
	for (const name of new Set([...Object.keys(properties), ...required])) {
		if (!required.has(name) && place.depth >= FULL_DEPTH) continue;
		const schema = Object.hasOwn(properties, name) ? properties[name] : extra;
		if (!add(name, schema) && required.has(name)) return;
	}
	const missing = Number(flat['minProperties'] ?? 0) - Object.keys(whole).length;
	for (let i = 1; i <= missing; i++) if (!add(`field_${i}`, extra)) break;
	yield whole;
	yield needed;
}

function* arrays(flat: Fields, place: Place, task: Task): Generator {
	const { items, additionalItems, prefixItems, minItems, maxItems, uniqueItems } = flat;
	const first = list(Array.isArray(items) ? items : prefixItems);
	const rest = (Array.isArray(items) ? additionalItems : items) ?? true;
	const least = Number(minItems ?? 0);
	const usual = place.depth < FULL_DEPTH ? Math.max(first.length, task.hints.count(place.name)) : 0;
	const wanted = Math.min(Math.max(least, usual), Number(maxItems ?? Infinity));
	const made: unknown[] = [];
	const seen = new Set<string>();
	// A list of different items may take more attempts than it has items.
	for (let variant = 0; made.length < wanted && variant < 2 * wanted + 8; variant++) {
		const schema = made.length < first.length ? first[made.length] : rest;
		const inside = {
			...place,
			depth: place.depth + 1,
			variant,
			before: { number: variant, string: variant },
		};
		const value = task.step(() => make(schema, inside, task));
		if (value === undefined) break;
		const text = JSON.stringify(value);
		if (uniqueItems === true && seen.has(text)) continue;
		seen.add(text);
		made.push(value);
	}
	yield made;
	yield made.slice(0, least);
}
