/**
 * JSON that is still coming, laid out: where its lines break, and how far each is indented.
 *
 * In      JSON text, whole or cut anywhere; text that is no JSON is one line.
 * Out     Lines. All texts joined are the input to the letter, so that a place in what is shown is the
 *         same place in what came. Indents are for the view to draw.
 * Units   `depth` in levels.
 * Cost    O(n), one pass.
 */
export interface JSONLine {
	readonly depth: number;
	readonly text: string;
}

/** Text of nothing but brackets must not run out of the page. */
const maxDepth = 12;

// A string (it may end with the text, between a backslash and what it escapes too), a bracket or comma
// with the white space after it, or anything else.
const tokens = /"[^"\\]*(?:\\[^]?[^"\\]*)*(?:"|$)|[{}[\],]\s*|[^"{}[\],]+/g;

export function jsonLines(text: string): JSONLine[] {
	if (!/^\s*[[{]/.test(text)) return text === '' ? [] : [{ depth: 0, text }];
	const lines: JSONLine[] = [];
	let line = '';
	let depth = 0;
	const end = () => {
		if (line !== '') lines.push({ depth: Math.min(depth, maxDepth), text: line });
		line = '';
	};

	let last = '';
	for (const [token] of text.matchAll(tokens)) {
		const sign = token[0]!;
		const hasOpened = last === '{' || last === '[';
		const isClose = sign === '}' || sign === ']';
		// What is empty stays on one line: `{}`.
		if (hasOpened !== isClose) {
			end();
			depth = Math.max(0, depth + (hasOpened ? 1 : -1));
		}
		line += token;
		if (sign === ',') end();
		last = sign;
	}
	end();
	return lines;
}

/** Whether the text is whole JSON. */
export function isWholeJSON(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
