/**
 * Parses a frame into its lines: fields, comments, and lines that are ignored.
 *
 * Source  WHATWG HTML, "Interpreting an event stream".
 *         https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 * In      The text of a frame, perhaps truncated.
 * Out     Its lines without the blank one at the end.
 */
export interface FieldLine {
	/** `comment` for a line that starts with a colon. */
	readonly name: string;
	readonly value: string;
	/** Why the line has no effect, if it has none. */
	readonly ignored: string | undefined;
}

export function fieldsOf(text: string): FieldLine[] {
	return text
		.replace(/^\uFEFF/, '')
		.split(/\r\n|\n|\r/)
		.filter((line) => line !== '')
		.map((line) => {
			const colon = line.indexOf(':');
			if (colon === 0) return { name: 'comment', value: line.slice(1), ignored: undefined };
			const name = colon === -1 ? line : line.slice(0, colon);
			const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
			return { name, value, ignored: reasonToIgnore(name, value) };
		});
}

function reasonToIgnore(name: string, value: string): string | undefined {
	if (name === 'retry' && !/^[0-9]+$/.test(value)) return 'ignored: not a whole number';
	if (name === 'id' && value.includes('\0')) return 'ignored: it contains NUL';
	if (['data', 'event', 'id', 'retry'].includes(name)) return undefined;
	return 'ignored: not a field of the standard';
}
