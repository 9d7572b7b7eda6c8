/**
 * Lines of a frame that are no fields: a web page, JSON or prose that something put into the stream as it was.
 *
 * Out     The lines, as text; `undefined` where every line is a field, a comment or empty.
 */
const FIELD = /^(data|event|id|retry|)(:|$)/;
/** Enough to recognise it. */
const MAX_BYTES = 64 * 1024;

export function strayText(raw: Uint8Array): string | undefined {
	const text = new TextDecoder().decode(raw.subarray(0, MAX_BYTES));
	const lines = text.split(/\r\n|\n|\r/).filter((line) => !FIELD.test(line));
	const stray = lines.join('\n');
	return stray.trim() === '' ? undefined : stray;
}
