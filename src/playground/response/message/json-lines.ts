/**
 * Splits JSON, complete or not, into lines and indents them.
 *
 * In      JSON text, truncated anywhere. Text that is not JSON is one line.
 * Out     Lines whose texts joined are exactly the input, so that offsets on the screen are offsets in the
 *         input. The view draws the indents.
 */
export interface JSONLine {
	readonly depth: number;
	readonly text: string;
}

/** Text of nothing but brackets must not overflow the page. */
const MAX_DEPTH = 12;

// A string (perhaps truncated, even after the backslash of an escape), a bracket or comma with the white
// space after it, or anything else.
const TOKENS = /"[^"\\]*(?:\\[^]?[^"\\]*)*(?:"|$)|[{}[\],]\s*|[^"{}[\],]+/g;

export function jsonLines(text: string): JSONLine[] {
	if (!/^\s*[[{]/.test(text)) return text === '' ? [] : [{ depth: 0, text }];
	const lines: JSONLine[] = [];
	let line = '';
	let depth = 0;
	const end = () => {
		if (line !== '') lines.push({ depth: Math.min(depth, MAX_DEPTH), text: line });
		line = '';
	};

	let last = '';
	for (const [token] of text.matchAll(TOKENS)) {
		const sign = token.charAt(0);
		const hasOpened = last === '{' || last === '[';
		const isClose = sign === '}' || sign === ']';
		// An empty object or list stays on one line: `{}`.
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

/** Whether the text is complete, valid JSON. */
export function isWholeJSON(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
