/**
 * Finds the frames of a message whose text a client lost.
 *
 * The message and the client's text are aligned stretch by stretch: each stretch is present, missing, or
 * mangled (U+FFFD instead of its characters, or broken off at the end of the client's text). Only an
 * alignment that explains the whole of the client's text counts as losses; otherwise the texts simply
 * differ, from their first difference on.
 *
 * Out     A `Comparison`; of several alignments the one with the fewest frames lost.
 * Units   UTF-16 offsets; frame indices from 0.
 * Cost    A few microseconds per frame; each frame is tried at `maxPlaces` places at most.
 */
import { stretchAt, stretchesOfPart } from '../../../chat/index.ts';
import type { Message } from '../../../chat/index.ts';

export interface Loss {
	readonly frameIndex: number;
	readonly how: 'missing' | 'mangled';
	/** Its range in the message's text. */
	readonly start: number;
	readonly end: number;
}

export type Comparison =
	| { readonly kind: 'same' }
	| {
			readonly kind: 'lost';
			/** In order, at least one. */
			readonly losses: readonly Loss[];
			/** Frames that brought text. */
			readonly of: number;
			/** Everything after the first loss is lost too: the client stopped there. */
			readonly isRest: boolean;
			readonly at: number;
	  }
	| { readonly kind: 'other'; readonly at: number; readonly frameIndex: number | undefined };

const PART = { choice: 0, part: 'text' } as const;

/** How many alignments are tried at once. Two or three are usual, at a lost frame. */
const MAX_PLACES = 64;

const REPLACEMENT = '\u{FFFD}';

/** One alignment of the client's text up to `at`. */
interface Place {
	readonly at: number;
	readonly count: number;
	readonly last: Link | undefined;
}

/** A linked list from the end, so that alignments share their common beginning. */
interface Link {
	readonly loss: Loss;
	readonly before: Link | undefined;
}

export function compareText(message: Message, theirs: string): Comparison {
	const ours = message.choices[0]?.text ?? '';
	if (ours === theirs) return { kind: 'same' };
	const at = firstDifference(ours, theirs);
	const stretches = stretchesOfPart(message, PART);

	let places: Place[] = [{ at: 0, count: 0, last: undefined }];
	for (const { frameIndex, start, end } of stretches) {
		const text = ours.slice(start, end);
		const next = new Map<number, Place>();
		// The furthest first: of two equal alignments, prefer the one whose first loss is later.
		for (const place of places) {
			const lose = (how: Loss['how']): Place => ({
				at: place.at,
				count: place.count + 1,
				last: { loss: { frameIndex, how, start, end }, before: place.last },
			});
			if (theirs.startsWith(text, place.at)) add(next, { ...place, at: place.at + text.length });
			const mangled = endOfMangled(text, theirs, place.at);
			if (mangled !== undefined) add(next, { ...lose('mangled'), at: mangled });
			add(next, lose('missing'));
		}
		places = [...next.values()].toSorted((a, b) => b.at - a.at).slice(0, MAX_PLACES);
	}

	const whole = places.find((place) => place.at === theirs.length);
	if (whole === undefined || whole.last === undefined) {
		return {
			kind: 'other',
			at,
			frameIndex: stretchAt(message, { ...PART, offset: at })?.frameIndex,
		};
	}
	const losses = inOrder(whole.last);
	const lossStart = losses[0]?.start ?? 0;
	const fromFirst = stretches.filter(({ start }) => start >= lossStart).length;
	return {
		kind: 'lost',
		losses,
		of: stretches.length,
		isRest: losses.length === fromFirst,
		at: lossStart,
	};
}

export function firstDifference(a: string, b: string): number {
	let at = 0;
	while (at < a.length && at < b.length && a[at] === b[at]) at++;
	return at;
}

function add(places: Map<number, Place>, place: Place): void {
	const known = places.get(place.at);
	if (known === undefined || place.count < known.count) places.set(place.at, place);
}

/** Where `text` ends in `theirs`, if it is at `from` with U+FFFD in it, or broken off by the end. */
function endOfMangled(text: string, theirs: string, from: number): number | undefined {
	let i = 0;
	let at = from;
	let isMangled = false;
	while (i < text.length) {
		if (at === theirs.length) return at > from ? at : undefined;
		if (theirs[at] === text[i]) {
			at++;
			i++;
		} else if (theirs[at] === REPLACEMENT) {
			isMangled = true;
			while (theirs[at] === REPLACEMENT) at++;
			// It stands for at least one character, and for all up to where the text continues.
			do i += (text.codePointAt(i) ?? 0) > 0xffff ? 2 : 1;
			while (i < text.length && text[i] !== theirs[at]);
		} else return undefined;
	}
	return isMangled ? at : undefined;
}

function inOrder(last: Link): Loss[] {
	const losses: Loss[] = [];
	for (let link: Link | undefined = last; link !== undefined; link = link.before) {
		losses.push(link.loss);
	}
	return losses.toReversed();
}
