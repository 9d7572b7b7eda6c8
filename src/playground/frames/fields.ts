/**
 * The lines of a frame, as an event stream has them: fields, comments, and lines that mean nothing.
 *
 * Source  WHATWG HTML, "Interpreting an event stream".
 *         https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 * In      Text of a frame, its start if it is long.
 * Out     A line each, without the blank line at the end.
 */
export interface FieldLine {
	/** `comment` for a line that starts with a colon. */
	readonly name: string;
	readonly value: string;
	/** Why it does nothing, where it does not. */
	readonly ignored: string | undefined;
}

export function fieldsOf(text: string): FieldLine[] {
	return text
		.replace(/^\uFEFF/, '')
		.split(/\r\n|\n|\r/)
		.filter((line) => line !== '')
		.map((line) => {
			const [, name, value] = /^([^:]*):? ?([^]*)$/.exec(line)!;
			if (line.startsWith(':'))
				return { name: 'comment', value: line.slice(1), ignored: undefined };
			return { name: name!, value: value!, ignored: reasonToIgnore(name!, value!) };
		});
}

function reasonToIgnore(name: string, value: string): string | undefined {
	if (name === 'retry' && !/^[0-9]+$/.test(value)) return 'ignored: not a whole number';
	if (name === 'id' && value.includes('\0')) return 'ignored: it has a NUL';
	if (['data', 'event', 'id', 'retry'].includes(name)) return undefined;
	return 'ignored: no field of the standard';
}
