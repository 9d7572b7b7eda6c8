/** A stream of Responses or Messages, read and judged as a run of it would be. */
import { advice, notesFor, stretchesOfPart } from '../../src/chat/index.ts';
import { createTranscript } from '../../src/run/transcript.ts';
import type { End } from '../../src/run/index.ts';

interface Event {
	readonly type: string;
	readonly [field: string]: unknown;
}

/** As both APIs send events: named, and with their type once more in the data. */
export const events = (...list: readonly (Event | string)[]): string =>
	list
		.map((one) =>
			typeof one === 'string' ? one : `event: ${one.type}\ndata: ${JSON.stringify(one)}\n\n`
		)
		.join('');

interface How {
	readonly end?: End['kind'];
	readonly path?: string;
	/** Bytes a read; all in one unless given. */
	readonly size?: number;
}

export function runOf(body: string, { end = 'closed', path, size = Infinity }: How = {}) {
	const request =
		path === undefined
			? undefined
			: { method: 'POST', url: `https://x.test/v1${path}`, headers: [], body: undefined };
	const transcript = createTranscript(request && { request });
	const bytes = new TextEncoder().encode(body);
	const headers = [['content-type', 'text/event-stream']] as const;
	transcript.head({ status: 200, statusText: '', headers, atMs: 0 });
	for (let at = 0; at < bytes.length; at += size) {
		transcript.push({ atMs: at, bytes: bytes.subarray(at, at + size) });
	}
	transcript.finish({ kind: end, atMs: bytes.length });
	const { message, frames, meanings } = transcript;
	const [choice] = message.choices;
	// It has just been finished.
	const { outcome, evidence } = transcript.verdict()!;
	return {
		...outcome,
		protocol: transcript.protocol(),
		advice: advice(outcome, evidence),
		text: choice?.text ?? '',
		reasoning: choice?.reasoning ?? '',
		refusal: choice?.refusal ?? '',
		calls: (choice?.toolCalls ?? []).map(({ id, name, arguments: args }) => ({ id, name, args })),
		usage: message.usage,
		model: message.model,
		unshown: message.unshown.map(({ kind }) => kind),
		/** Of each piece of the text, the frame that brought it. */
		textFrames: stretchesOfPart(message, { choice: 0, part: 'text' }).map(
			({ frameIndex, start, end: to }) => [frameIndex, choice?.text.slice(start, to)]
		),
		notes: frames.flatMap((frame, i) => {
			const meaning = meanings[i];
			return meaning ? notesFor({ frame, meaning, message }).map(({ id }) => id) : [];
		}),
		meanings,
	};
}
