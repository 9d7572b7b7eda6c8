/**
 * A place in a recording, and the run as it was there.
 *
 * In      A recording; times to move to, in ms since the request was sent.
 * Out     The transcript of what had come by then, and the recording so far.
 * Cost    Forward: what lies between. Back: all before the new place, anew.
 *
 * What has no time of its own comes with what came before it, so a recording without times is all
 * there at 0.
 */
import { createTranscript, type Transcript } from '../transcript.ts';
import type { End, Phase, Recording } from '../types.ts';

export interface Playhead {
	/** Moves there. True if anything came or went by that. */
	moveTo(atMs: number): boolean;
	/** When the next thing comes; `undefined` at the end. */
	nextMs(): number | undefined;
	/** Ends here, in another way than recorded. */
	endWith(end: End): void;
	phase(): Exclude<Phase, 'idle'>;
	transcript(): Transcript;
	recording(): Recording;
	readonly lengthMs: number;
}

export function createPlayhead(recording: Recording): Playhead {
	const { response, reads, end } = recording;
	const times: number[] = [];
	let lastMs = 0;
	for (const event of [...(response ? [response] : []), ...reads, ...(end ? [end] : [])]) {
		times.push((lastMs = Math.max(lastMs, event.atMs ?? lastMs)));
	}
	const heads = response ? 1 : 0;
	let transcript = createTranscript(recording);
	let passed = 0;
	let ending: End | undefined;

	function moveTo(atMs: number): boolean {
		const isBack = ending !== undefined || (passed > 0 && times[passed - 1]! > atMs);
		if (isBack) {
			transcript = createTranscript(recording);
			passed = 0;
			ending = undefined;
		}
		const before = passed;
		while (passed < times.length && times[passed]! <= atMs) pass(passed++);
		return isBack || passed > before;
	}

	function pass(index: number) {
		const read = reads[index - heads];
		if (response && index === 0) transcript.head(response);
		else if (read) transcript.push(read);
		else endWith(end!);
	}

	function endWith(given: End) {
		ending = given;
		transcript.finish(given);
	}

	return {
		moveTo,
		endWith,
		nextMs: () => (ending ? undefined : times[passed]),
		phase: () => (ending ? 'ended' : transcript.reads.length > 0 ? 'streaming' : 'waiting'),
		transcript: () => transcript,
		recording: () =>
			ending === end && end !== undefined
				? recording
				: {
						...recording,
						response: passed >= heads ? response : undefined,
						reads: transcript.reads,
						end: ending,
					},
		lengthMs: lastMs,
	};
}
