/**
 * Finds the first difference between two texts, with its context; `undefined` if they are the same.
 *
 * Units   `at` counts UTF-16 units and is never inside a surrogate pair.
 */
export interface Difference {
	readonly at: number;
	/** What comes before it in both. */
	readonly before: string;
	/** What follows in each; empty if that text has ended. */
	readonly first: string;
	readonly second: string;
}

const AROUND = 40;

export function firstDifference(first: string, second: string): Difference | undefined {
	if (first === second) return undefined;
	const shorter = Math.min(first.length, second.length);
	let at = 0;
	while (at < shorter && first[at] === second[at]) at++;
	// Inside a surrogate pair: the whole character differs.
	if (at > 0 && isHighSurrogate(first, at - 1)) at--;
	return {
		at,
		before: first.slice(Math.max(0, at - AROUND), at).toWellFormed(),
		first: first.slice(at, at + AROUND).toWellFormed(),
		second: second.slice(at, at + AROUND).toWellFormed(),
	};
}

function isHighSurrogate(text: string, at: number): boolean {
	const unit = text.charCodeAt(at);
	return unit >= 0xd800 && unit <= 0xdbff;
}
