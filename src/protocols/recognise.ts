/**
 * Which protocol a stream is in, where it is not in chat chunks.
 *
 * In      The frames, where the body has any; its start as text; its content type.
 * Out     Its name, what gives chat chunks instead, and whether its own end came; `undefined` for what nobody knows.
 * Cost    80 frames at most, and up to a megabyte of text where there are none. Only asked where no choice came.
 */
import type { ForeignProtocol } from '../chat/index.ts';
import type { Frame } from '../sse/index.ts';
import { sampleOf } from './sample.ts';
import { PROTOCOLS } from './table.ts';

export function recognise(
	frames: readonly Frame[],
	text: string,
	contentType: string | undefined
): ForeignProtocol | undefined {
	const sample = sampleOf(frames, text, contentType);
	const nothing = { event: 'message', value: undefined, text: '' };
	const items = sample.items.length > 0 ? sample.items : [nothing];
	const row = PROTOCOLS.find(({ test }) => items.some((item) => test(item, sample)));
	if (row === undefined) return undefined;
	const { id, name, hint, end } = row;
	return { id, name, hint, endMark: end?.mark, isWhole: end && items.some(end.test) };
}
