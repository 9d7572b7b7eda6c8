/** Which character of the page is under the pointer. */

interface Place {
	readonly node: Node;
	readonly offset: number;
}

/** The character's place in its text node; `undefined` where the pointer is beside the text. */
export function characterAt(x: number, y: number): Place | undefined {
	const caret = caretAt(x, y);
	if (caret === undefined || caret.node.nodeType !== Node.TEXT_NODE) return undefined;
	// A caret stands between two characters, at the nearer side of the one that is pointed at.
	for (const offset of [caret.offset, caret.offset - 1]) {
		if (covers(caret.node as Text, offset, x, y)) return { node: caret.node, offset };
	}
	return undefined;
}

function caretAt(x: number, y: number): Place | undefined {
	if ('caretPositionFromPoint' in document) {
		const position = document.caretPositionFromPoint(x, y);
		return position ? { node: position.offsetNode, offset: position.offset } : undefined;
	}
	// Safari's older name for the same.
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
