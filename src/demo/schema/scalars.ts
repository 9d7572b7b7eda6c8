/** Candidates for texts and numbers of a schema, the best first. Whether they fit is checked by who asks. */
import type { Fields } from '../fields.ts';
import { list } from './fits.ts';
import { FORMATS } from './formats.ts';
import type { Hints } from './hints.ts';
import { textFor } from './pattern.ts';
import type { Place } from './place.ts';

/** Longer texts than this are asked for by nobody but those who try how long a demo works. */
const MAX_CHARACTERS = 10_000;

export function* strings(flat: Fields, place: Place, hints: Hints): Generator<string> {
	const { format, pattern, minLength, maxLength } = flat;
	const least = Number(minLength ?? 0);
	const most = Number(maxLength ?? Infinity);
	if (least > MAX_CHARACTERS) return;

	const known = typeof format === 'string' ? FORMATS.get(format) : undefined;
	if (known !== undefined) {
		yield* hints.matches(known.found).slice(place.variant);
		yield* given(flat, 'string');
		yield known.make(place.variant);
		return;
	}
	if (typeof pattern === 'string') {
		for (let repeats = 0; repeats < 4; repeats++) {
			const text = textFor(
				pattern,
				least === 0 ? repeats : Math.max(repeats, least),
				place.variant
			);
			if (text !== undefined) yield text;
		}
		return;
	}
	const hint = hints.text(place);
	if (hint !== undefined) yield hint;
	if (place.variant === 0) yield* given(flat, 'string');
	const words = place.name.replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim();
	const text = `demo ${words || 'text'}${place.variant > 0 ? ` ${place.variant + 1}` : ''}`;
	// Lengths count characters. The end is kept: it tells texts of a list apart.
	const characters = [...text.padEnd(least, ' text')];
	yield (characters.length <= most ? characters : characters.slice(-most)).join('').trimStart();
	yield characters.slice(-most).join('').padEnd(least, '.');
	if (most === 0) yield '';
}

export function* numbers(flat: Fields, place: Place, hints: Hints): Generator<number> {
	const hint = hints.number(place);
	if (hint !== undefined) yield hint;
	if (place.variant === 0) yield* given(flat, 'number');
	const lowest = bound(flat['minimum'], flat['exclusiveMinimum']);
	const highest = bound(flat['maximum'], flat['exclusiveMaximum']);
	const step =
		typeof flat['multipleOf'] === 'number' && flat['multipleOf'] > 0 ? flat['multipleOf'] : 1;
	// Multiples first: near 1, or as near to it as the bounds let.
	const near = Math.ceil(
		Math.min(Math.max(1 / step, (lowest ?? -Infinity) / step), (highest ?? Infinity) / step)
	);
	for (const offset of [0, 1, 2, 3, -1, -2, -3]) {
		const sign = highest !== undefined && lowest === undefined ? -1 : 1;
		yield (near + sign * (offset + place.variant)) * step;
	}
	if (lowest !== undefined) yield lowest;
	if (highest !== undefined) yield highest;
	if (lowest !== undefined && highest !== undefined) {
		yield lowest + ((highest - lowest) * (1 + (place.variant % 97))) / 100;
		yield (lowest + highest) / 2;
	}
	if (lowest !== undefined) yield lowest + Math.max(Math.abs(lowest), 1) * 1e-9;
	if (highest !== undefined) yield highest - Math.max(Math.abs(highest), 1) * 1e-9;
	yield 0;
}

function bound(inclusive: unknown, exclusive: unknown): number | undefined {
	if (typeof inclusive === 'number') return inclusive;
	return typeof exclusive === 'number' ? exclusive : undefined;
}

function* given<T extends 'string' | 'number'>(flat: Fields, type: T) {
	for (const value of [flat['default'], ...list(flat['examples'])]) {
		// `typeof` with a name that is a type parameter does not narrow.
		if (typeof value === type) yield value as T extends 'string' ? string : number;
	}
}
