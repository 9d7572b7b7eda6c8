/**
 * Where two texts part ways.
 *
 * In      Two texts.
 * Out     Where they first differ, with what stands around it in each. `undefined`: they are the same.
 * Units   `at` counts UTF-16 units, as JavaScript strings do, and never stands inside a character.
 */
export interface Difference {
	readonly at: number;
	/** The same in both. */
	readonly before: string;
	/** What follows in the first, and in the second; empty where it has ended. */
	readonly first: string;
	readonly second: string;
}

const around = 40;

export function firstDifference(first: string, second: string): Difference | undefined {
	if (first === second) return undefined;
	const shorter = Math.min(first.length, second.length);
	let at = 0;
	while (at < shorter && first[at] === second[at]) at++;
	// Between the two halves of a character outside the basic plane: the character itself differs.
	if (at > 0 && isHighSurrogate(first, at - 1)) at--;
	return {
		at,
		before: first.slice(Math.max(0, at - around), at).toWellFormed(),
		first: first.slice(at, at + around).toWellFormed(),
		second: second.slice(at, at + around).toWellFormed(),
	};
}

function isHighSurrogate(text: string, at: number): boolean {
	const unit = text.charCodeAt(at);
	return unit >= 0xd800 && unit <= 0xdbff;
}
