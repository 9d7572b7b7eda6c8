/** Finds the character under the pointer. */

interface Place {
	readonly node: Node;
	readonly offset: number;
}

/** The character's position in its text node; `undefined` if the pointer is not on text. */
export function characterAt(x: number, y: number): Place | undefined {
	const caret = caretAt(x, y);
	if (!(caret?.node instanceof Text)) return undefined;
	// The caret is on the nearer side of the character, so the character is after or before it.
	for (const offset of [caret.offset, caret.offset - 1]) {
		if (covers(caret.node, offset, x, y)) return { node: caret.node, offset };
	}
	return undefined;
}

function caretAt(x: number, y: number): Place | undefined {
	if ('caretPositionFromPoint' in document) {
		const position = document.caretPositionFromPoint(x, y);
		return position ? { node: position.offsetNode, offset: position.offset } : undefined;
	}
	// Safari's older equivalent.
	const range = (document as Document).caretRangeFromPoint?.(x, y);
	return range ? { node: range.startContainer, offset: range.startOffset } : undefined;
}

function covers(node: Text, offset: number, x: number, y: number): boolean {
	if (offset < 0 || offset >= node.length) return false;
	const range = document.createRange();
	range.setStart(node, offset);
	range.setEnd(node, offset + 1);
	return [...range.getClientRects()].some(
		({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom
	);
}
