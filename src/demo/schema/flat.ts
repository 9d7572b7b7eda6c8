/** Schemas made of others: references, and all that must hold together, as one schema. */
import { isObject, type Fields } from '../fields.ts';
import type { Task } from './task.ts';

/** The schema without `$ref` and `allOf`; `undefined` where no value fits. */
export function flatten(schema: unknown, task: Task): Fields | undefined {
	return task.step(() => {
		if (schema === true) return {};
		if (!isObject(schema)) return undefined;
		const { $ref, allOf, ...own } = schema;
		const parts = [
			...(typeof $ref === 'string' ? [resolve($ref, task.root)] : []),
			...(Array.isArray(allOf) ? (allOf as readonly unknown[]) : []), // Of any values.
		];
		return parts.reduce<Fields | undefined>((flat, part) => merge(flat, flatten(part, task)), own);
	});
}

/** Source  RFC 6901: `#/$defs/city`, in the same schema alone. */
export function resolve(reference: string, root: unknown): unknown {
	if (reference !== '#' && !reference.startsWith('#/')) return undefined;
	let found = root;
	for (const part of reference.split('/').slice(1)) {
		const name = unescape(part);
		if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name))
			return undefined;
		// What an object or a list has under a name of its own.
		found = (found as Fields)[name];
	}
	return found;
}

function unescape(part: string): string {
	let name = part;
	try {
		name = decodeURIComponent(part);
	} catch {
		// A stray percent sign stands for itself.
	}
	return name.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** What fits both, as far as one schema can say it; values are held against each of them in the end. */
export function merge(a: Fields | undefined, b: Fields | undefined): Fields | undefined {
	if (a === undefined || b === undefined) return undefined;
	const merged: Record<string, unknown> = { ...a };
	for (const [keyword, rule] of Object.entries(b)) {
		merged[keyword] = Object.hasOwn(a, keyword) ? both(keyword, a[keyword], rule) : rule;
	}
	return merged;
}

function both(keyword: string, a: unknown, b: unknown): unknown {
	if (keyword === 'properties' && isObject(a) && isObject(b)) {
		const shared = Object.keys(b).filter((name) => Object.hasOwn(a, name));
		return {
			...a,
			...b,
			...Object.fromEntries(shared.map((name) => [name, all(a[name], b[name])])),
		};
	}
	if (keyword === 'type') return typesOf(a).filter((type) => isOneOf(type, typesOf(b)));
	if (keyword === 'items' || keyword === 'additionalProperties') return all(a, b);
	if (Array.isArray(a) && Array.isArray(b)) {
		if (keyword === 'required') return [...new Set([...a, ...b])];
		if (keyword === 'enum') {
			const texts = new Set(b.map((value) => JSON.stringify(value)));
			return a.filter((value) => texts.has(JSON.stringify(value)));
		}
	}
	if (typeof a === 'number' && typeof b === 'number') {
		if (/^(?:min|exclusiveMin)/.test(keyword)) return Math.max(a, b);
		if (/^(?:max|exclusiveMax)/.test(keyword)) return Math.min(a, b);
	}
	return b;
}

const all = (...schemas: unknown[]) => ({ allOf: schemas });

export function typesOf(type: unknown): readonly unknown[] {
	return Array.isArray(type) ? type : [type];
}

function isOneOf(type: unknown, types: readonly unknown[]): boolean {
	return types.includes(type) || (type === 'integer' && types.includes('number'));
}
