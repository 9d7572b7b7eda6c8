/**
 * Which frame brought which characters, and back.
 *
 * In      A message; a frame's index, or a place in a part's text.
 * Out     `Stretch`es, made when asked for: the message holds two numbers for each, no object.
 * Units   UTF-16 offsets, `end` exclusive; frame indices.
 * Cost    Adding: O(1). Asking: O(log n) in one part; a frame is looked up in every part, of which
 *         there are as many as the answer has choices and tool calls.
 */
import { firstIndexWhere } from './first-index.ts';
import type { Links, Message, PartAddress, Stretch } from './types.ts';

export const createLinks = (): Links => ({ frames: [], ends: [] });

/** Says that `frameIndex` brought the characters up to `end`. Frames must come in order. */
export function addStretch({ frames, ends }: Links, frameIndex: number, end: number): void {
	const last = frames.length - 1;
	// Two deltas of one frame for the same part are adjacent, so they become one stretch.
	if (last >= 0 && frames[last] === frameIndex) ends[last] = end;
	else {
		frames.push(frameIndex);
		ends.push(end);
	}
}

/** The stretch that holds the character at `offset`: from a word to the frame that brought it. */
export function stretchAt(
	message: Message,
	address: PartAddress & { readonly offset: number }
): Stretch | undefined {
	const links = linksOf(message, address);
	if (links === undefined || !(address.offset >= 0)) return undefined;
	return toStretch(
		address,
		links,
		firstIndexWhere(links.ends, (end) => end > address.offset)
	);
}

/** Every stretch that one frame brought, at most one for each part: from a frame to its words. */
export function stretchesOfFrame(message: Message, frameIndex: number): Stretch[] {
	const found: Stretch[] = [];
	for (const address of partsOf(message)) {
		const links = linksOf(message, address);
		if (links === undefined) continue;
		const at = firstIndexWhere(links.frames, (index) => index >= frameIndex);
		const stretch = toStretch(address, links, at);
		if (stretch?.frameIndex === frameIndex) found.push(stretch);
	}
	return found;
}

/** The stretches of one part that touch `from` up to `to`; all of them unless given. In order. */
export function stretchesOfPart(
	message: Message,
	address: PartAddress,
	from = 0,
	to = Infinity
): Stretch[] {
	const links = linksOf(message, address);
	const found: Stretch[] = [];
	if (links === undefined) return found;
	for (let at = firstIndexWhere(links.ends, (end) => end > from); at < links.ends.length; at++) {
		const stretch = toStretch(address, links, at);
		if (stretch === undefined || stretch.start >= to) break;
		found.push(stretch);
	}
	return found;
}

/** Every part of a message that can have text, choice by choice. */
function* partsOf(message: Message): Generator<PartAddress> {
	for (const choice of message.choices) {
		yield { choice: choice.index, part: 'text' };
		yield { choice: choice.index, part: 'reasoning' };
		yield { choice: choice.index, part: 'refusal' };
		for (let toolCall = 0; toolCall < choice.toolCalls.length; toolCall++) {
			yield { choice: choice.index, part: 'toolCall', toolCall };
		}
	}
}

function linksOf(message: Message, { choice, part, toolCall }: PartAddress): Links | undefined {
	const found = message.choices[choice];
	if (part !== 'toolCall') return found?.links[part];
	return toolCall === undefined ? undefined : found?.toolCalls[toolCall]?.links;
}

function toStretch(
	{ choice, part, toolCall }: PartAddress,
	{ frames, ends }: Links,
	at: number
): Stretch | undefined {
	const frameIndex = frames[at];
	const end = ends[at];
	if (frameIndex === undefined || end === undefined) return undefined;
	return { frameIndex, choice, part, toolCall, start: ends[at - 1] ?? 0, end };
}
