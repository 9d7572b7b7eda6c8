/**
 * Marks text without touching the page: the CSS Custom Highlight API. Where it is missing, nothing is marked
 * and nothing else is lost.
 *
 * A name belongs to the whole document, so several playgrounds add their ranges to one highlight, and take
 * away only their own.
 */
export interface Marks {
	readonly ranges: readonly Range[];
	set(ranges: readonly Range[]): void;
}

/** @param name As the style sheet's `::highlight(name)` has it. */
export function createMarks(name: string): Marks {
	let ranges: readonly Range[] = [];
	return {
		get ranges() {
			return ranges;
		},
		set(now) {
			const highlight = highlightNamed(name);
			for (const range of ranges) highlight?.delete(range);
			ranges = now;
			for (const range of ranges) highlight?.add(range);
		},
	};
}

function highlightNamed(name: string): Highlight | undefined {
	if (typeof Highlight === 'undefined' || !CSS.highlights) return undefined;
	const found = CSS.highlights.get(name) ?? new Highlight();
	CSS.highlights.set(name, found);
	return found;
}
