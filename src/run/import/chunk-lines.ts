/**
 * Chunks that were saved without their frames: a JSON list, JSON lines, rows of a browser's event list.
 *
 * Out     The event stream that carries them, a frame each, and the sentence that says so; or `undefined`.
 */
import { encodeFrame } from '../../sse/index.ts';
import { decode } from '../bytes.ts';

export interface Repaired {
	readonly text: string;
	/** What was done, for the reader. */
	readonly repair: string;
}

export function fromChunkList(value: unknown): Repaired | undefined {
	if (!Array.isArray(value) || value.length === 0 || !value.every(isChunk)) return undefined;
	const text = value.map((chunk) => frame(JSON.stringify(chunk))).join('');
	return {
		text,
		repair: `It is a JSON list of ${value.length} chunks. Each is shown as a frame of its own.`,
	};
}

/** JSON objects, one a line; perhaps with commas between them, perhaps with `[DONE]` at the end. */
export function fromJSONLines(text: string): Repaired | undefined {
	const lines = text.split(/\r\n?|\n/).map((line) => line.trim().replace(/,$/, ''));
	const rows = lines.filter((line) => line !== '' && line !== '[' && line !== ']');
	const data = withoutPrefix(rows).map((line) => (line === '"[DONE]"' ? '[DONE]' : line));
	if (data.length === 0) return undefined;
	const isEach = data.every((line) => line === '[DONE]' || isChunk(parsed(line)));
	const first = data[0] ?? '';
	const isWhole = data.length === 1 && /"object"\s*:\s*"chat\.completion"|"message"/.test(first);
	if (!isEach || isWhole || !/"(?:choices|delta)"/.test(first)) return undefined;
	return {
		text: data.map((line) => frame(line)).join(''),
		repair: `It is chunks as JSON, one a line, without "data:". Each is shown as a frame of its own.`,
	};
}

/** What a log puts before each object, where it is the same but for its numbers. */
function withoutPrefix(rows: readonly string[]): readonly string[] {
	const prefixes = rows.map((row) => row.slice(0, Math.max(0, row.search(/\{|"?\[DONE\]/))));
	const shape = shapeOf(prefixes[0] ?? '');
	// The shape of an object cut before its first brace, or of a line of another kind, is another.
	if (
		/^$|["[\]]|^(data|event|id|retry)?:/.test(shape) ||
		!prefixes.every((one) => shapeOf(one) === shape)
	)
		return rows;
	return rows.map((row, at) => row.slice(prefixes[at]?.length));
}

/** Numbers differ from line to line, as those of a time do. */
export function shapeOf(prefix: string): string {
	return prefix.replace(/\d+/g, '0').replace(/\s+/g, ' ');
}

// A row's cells are the event's id, if any, its name, its data and its time.
const ROW =
	/^(?:[^\t{[]*\t)?(?<event>[\w.-]+)\t(?<data>\{.*\}|\[DONE\])(?:\t\s*(?:\d{1,2}:\d\d:\d\d[\d.]*(?: ?[AP]M)?)?)?\s*$/i;

export function fromEventRows(text: string): Repaired | undefined {
	const rows = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
	const found = rows.map((row) => ROW.exec(row)?.groups).filter((row) => row !== undefined);
	if (found.length === 0 || found.length < rows.length - 1) return undefined;
	return {
		text: found.map(({ event, data = '' }) => frame(data, event)).join(''),
		repair: `It is rows of a browser's event list. Each is shown as a frame of its own; their times are left out.`,
	};
}

export function frame(data: string, event?: string): string {
	return decode(encodeFrame({ data, ...(event !== 'message' && { event }) }));
}

export function isChunk(value: unknown): boolean {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	return 'choices' in value || 'error' in value || 'delta' in value || 'usage' in value;
}

export function parsed(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined; // Then it is no line of JSON.
	}
}
