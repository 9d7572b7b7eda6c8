/**
 * Marks text without changing the DOM, using the CSS Custom Highlight API. Without it nothing is marked.
 *
 * A highlight's name is global, so all playgrounds on a page add their ranges to one highlight, and each
 * removes only its own.
 */
export interface Marks {
	readonly ranges: readonly Range[];
	set(ranges: readonly Range[]): void;
}

/** @param name The name in the style sheet's `::highlight(name)`. */
export function createMarks(name: string): Marks {
	let ranges: readonly Range[] = [];
	return {
		get ranges() {
			return ranges;
		},
		set(newRanges) {
			const highlight = highlightNamed(name);
			for (const range of ranges) highlight?.delete(range);
			ranges = newRanges;
			for (const range of ranges) highlight?.add(range);
		},
	};
}

function highlightNamed(name: string): Highlight | undefined {
	if (typeof Highlight === 'undefined' || !CSS.highlights) return undefined;
	// oxlint-disable-next-line baseline-js/use-baseline -- guarded above
	const found = CSS.highlights.get(name) ?? new Highlight();
	CSS.highlights.set(name, found);
	return found;
}
