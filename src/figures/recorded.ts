/**
 * The recordings behind the figures, read at build time. Islands get what they show as props, so none of this
 * is shipped.
 *
 * Source  `sample.ts`, and `crlf.recording.json`: the demo API's answer to "👋" under the fault `crlf`,
 *         truncated by `max_tokens: 7`. A test compares both with what the demo sends today.
 */
import { loadRecording, snapshotOf } from '../run/index.ts';
import recording from './crlf.recording.json?raw';

export { sample } from '../playground/state/index.ts';

export const crlf = snapshotOf(loadRecording(recording));

/**
 * The body of the cut figure: the last four frames before `[DONE]`, one of them with an emoji. `[DONE]` is left
 * out, because with CR LF line ends the obvious loop always throws at it, wherever the cut is.
 */
export const cutBody = crlf.frames
	.slice(-5, -1)
	.map(({ raw }) => new TextDecoder().decode(raw))
	.join('');
