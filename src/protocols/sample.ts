/**
 * The start and the end of a body, as values: from the data of its frames, or from its lines where it has no frames.
 *
 * Limits  60 values at the start and 20 at the end: a protocol shows in its first, its end in its last.
 */
import { looseValueAt } from '../chat/index.ts';
import type { Frame } from '../sse/index.ts';

export interface Item {
	/** The event's name; `message` where there is none. */
	readonly event: string;
	/** `undefined` where the text is not JSON. */
	readonly value: unknown;
	readonly text: string;
}

export interface Sample {
	readonly items: readonly Item[];
	/** The body's start as text. */
	readonly text: string;
	readonly contentType: string;
	/** Values came one a line, or in one JSON list, and not as data of frames. */
	readonly hasFrames: boolean;
}

const HEAD = 60;
const TAIL = 20;

export function sampleOf(
	frames: readonly Frame[],
	text: string,
	contentType: string | undefined
): Sample {
	const items = ends(frames)
		.filter(({ data }) => data !== undefined && data !== '')
		.map(({ event, data = '' }) => ({ event, value: parsed(data), text: data }));
	const hasFrames = items.length > 0;
	return {
		items: hasFrames ? items : itemsOfText(text),
		text: text.slice(0, 4000),
		contentType: contentType ?? '',
		hasFrames,
	};
}

function itemsOfText(text: string): Item[] {
	const item = (one: string, value = parsed(one)) => ({ event: 'message', value, text: one });
	const start = text.trimStart();
	if (start.startsWith('[')) {
		// Cut short, it is read as far as it goes.
		const list = parsed(start) ?? looseValueAt(start, 0)?.value;
		if (Array.isArray(list)) return ends(list).map((value) => item('', value));
	}
	const whole = parsed(start);
	if (typeof whole === 'object' && whole !== null) return [item(start, whole)];
	const lines = start.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
	return ends(lines).map((line) => item(line.trim()));
}

function ends<T>(list: readonly T[]): readonly T[] {
	return list.length <= HEAD + TAIL ? list : [...list.slice(0, HEAD), ...list.slice(-TAIL)];
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		// Not JSON: some protocols are not, and the rest is no protocol.
		return undefined;
	}
}
