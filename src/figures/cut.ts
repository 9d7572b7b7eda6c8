/**
 * One body in two reads, as read by two clients: the loop that most people write first, and ours. Both are
 * the printed programs; what one throws is part of its result.
 */
import { obviousLoop } from '../examples/browser/obvious-loop.js';
import { streamChat } from '../examples/browser/stream-chat.js';
import { createFrameDecoder } from '../sse/index.ts';

export interface Result {
	/** Everything that the program yielded. */
	readonly text: string;
	/** What it threw, as a browser's console would show it. */
	readonly threw: string | undefined;
}

export interface Cut {
	/** Bytes in the first read, from 1. */
	readonly at: number;
	/** Each read decoded on its own, as the obvious loop does it. */
	readonly reads: readonly [string, string];
	readonly loop: Result;
	readonly ours: Result;
	/** The byte range of each frame. */
	readonly frames: readonly (readonly [start: number, end: number])[];
}

export type Verdict = 'whole' | 'silent' | 'throws';

type Program = typeof obviousLoop | typeof streamChat;

const decode = (read: Uint8Array) => new TextDecoder().decode(read);

export async function readCut(bytes: Uint8Array, at: number): Promise<Cut> {
	const halves = [bytes.subarray(0, at), bytes.subarray(at)] as const;
	const [loop, ours] = await Promise.all([run(obviousLoop, halves), run(streamChat, halves)]);
	const decoder = createFrameDecoder();
	const frames = [...halves.flatMap((read) => decoder.push(read)), ...decoder.finish().frames];
	return {
		at,
		reads: [decode(halves[0]), decode(halves[1])],
		loop,
		ours,
		frames: frames.map(({ start, end }) => [start, end]),
	};
}

export function verdictOf({ loop, ours }: Cut): Verdict {
	if (loop.threw !== undefined) return 'throws';
	return loop.text === ours.text ? 'whole' : 'silent';
}

/** The verdict on the obvious loop for a cut at each byte, from 1, and how often ours was right. */
export async function surveyCuts(bytes: Uint8Array) {
	const whole = (await readCut(bytes, bytes.length)).ours;
	const verdicts: Verdict[] = [];
	let oursRight = 0;
	for (let at = 1; at < bytes.length; at++) {
		const cut = await readCut(bytes, at);
		verdicts.push(verdictOf(cut));
		if (cut.ours.threw === undefined && cut.ours.text === whole.text) oursRight++;
	}
	return { verdicts, oursRight };
}

/** A `fetch` that answers every request with the two reads. */
function fetchOf(reads: readonly Uint8Array[]): typeof fetch {
	return () => {
		const body = new ReadableStream<Uint8Array>({
			start(controller) {
				// A copy: a client may transfer its buffer.
				for (const read of reads) controller.enqueue(read.slice());
				controller.close();
			},
		});
		const headers = { 'content-type': 'text/event-stream' };
		return Promise.resolve(new Response(body, { headers }));
	};
}

async function run(program: Program, reads: readonly Uint8Array[]): Promise<Result> {
	let text = '';
	try {
		const answer = program({ baseURL: 'https://demo.invalid/v1', fetch: fetchOf(reads) });
		for await (const piece of answer) text += piece;
		return { text, threw: undefined };
	} catch (error) {
		return { text, threw: String(error) };
	}
}

const LF = 0x0a;
const CR = 0x0d;
const isContinuation = (byte: number | undefined) => byte !== undefined && byte >> 6 === 0b10;

/** Where a cut is, in words that complete the sentence "The cut is …". */
export function placeOf(bytes: Uint8Array, { at, frames }: Pick<Cut, 'at' | 'frames'>): string {
	if (isContinuation(bytes[at])) {
		let start = at;
		let end = at;
		while (isContinuation(bytes[start])) start--;
		while (isContinuation(bytes[end])) end++;
		const character = new TextDecoder().decode(bytes.subarray(start, end));
		return `inside ${character}, after ${at - start} of its ${end - start} bytes`;
	}
	if (bytes[at - 1] === CR && bytes[at] === LF) return 'inside a CRLF';
	const frame = frames.find(([start, end]) => start <= at && at < end);
	if (frame === undefined || frame[0] === at) return 'between two frames';
	if (bytes[at - 1] === LF) return 'before the blank line that ends a frame';
	if (at < frame[0] + 'data: '.length) return 'inside the field name';
	return bytes[at] === CR ? 'at the end of a line' : 'inside the JSON of a frame';
}

/** The places that get a button: the first of each kind. */
export function placesIn(body: string): readonly { readonly name: string; readonly at: number }[] {
	const bytesBefore = (index: number) => new TextEncoder().encode(body.slice(0, index)).length;
	const emoji = body.search(/\p{Extended_Pictographic}/u);
	const second = body.indexOf('data: ', 1);
	return [
		{ name: 'the JSON', at: bytesBefore(body.indexOf('"delta"') + 3) },
		{ name: 'the field name', at: bytesBefore(second) + 2 },
		{ name: 'an emoji', at: bytesBefore(emoji) + 2 },
		{ name: 'a CRLF', at: bytesBefore(body.indexOf('\r\n') + 1) },
		{ name: 'between frames', at: bytesBefore(second) },
	];
}
