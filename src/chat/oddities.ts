/** What stands in a stream that the chat protocol does not have: read all the same, and remarked on. */

export type OddityKind =
	/** A list, an object or a number where a string belongs. */
	| 'content-form'
	/** A part in a field that the protocol does not have. `detail`: which part. */
	| 'odd-place'
	/** Two fields with the same text. `detail`: which part. */
	| 'same-twice'
	/** The answer so far, sent again as a whole. */
	| 'sent-again'
	/** Arguments of a tool call that are JSON and not text. `detail`: the call's name. */
	| 'arguments-form'
	/** `function_call`, which tool calls have replaced. */
	| 'function-call'
	/** Arguments after arguments that were whole, with nothing to tell the calls apart. `detail`: the name. */
	| 'calls-merged'
	/** Another id before the arguments are whole. `detail`: the new one. */
	| 'call-id-changed'
	/** An index that is missing or is text. `detail`: "missing" or "text". */
	| 'index-form'
	/** `choices` is not a list. */
	| 'choices-form'
	/** Several chunks in a JSON list, or a chunk as JSON in a JSON string. `detail`: "a list" or "a string". */
	| 'wrapped'
	/** A finish reason before the end of the answer. `detail`: the reason. */
	| 'finish-taken-back'
	/** A finish reason that fits what was sent less well than the one before. `detail`: the reason. */
	| 'finish-passed-over'
	/** Token counts in a field of another name. */
	| 'usage-place'
	/** Token counts under the names of another API. */
	| 'usage-names'
	/** An event that belongs to another has not come. `place`: its name, `detail`: of what. */
	| 'event-missing'
	/** An event out of its order. `detail`: how that shows. */
	| 'event-order'
	/** The whole of a part, sent at its end, is not what its pieces add up to. `detail`: which part. */
	| 'whole-differs'
	/** Audio, images, encrypted reasoning, fields nobody knows. `detail`: what it is. */
	| 'unshown';

/** One of them, at the frame that brought it. */
export interface Oddity {
	readonly kind: OddityKind;
	readonly frameIndex: number;
	/** `undefined` if it belongs to no choice. */
	readonly choice: number | undefined;
	/** Its path in the chunk, or in its choice: `delta.content`. */
	readonly place: string;
	readonly detail: string;
}

/** The most that are kept for a choice: a hostile stream has a new kind in each chunk. */
export const MAX_UNSHOWN = 16;

/** What cannot be shown, once for each kind and place, with the first frame that brought it. */
export interface Unshown {
	readonly kind: string;
	readonly place: string;
	readonly choice: number;
	readonly frameIndex: number;
}
