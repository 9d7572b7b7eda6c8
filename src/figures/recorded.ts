/**
 * The recordings that figures are drawn from, read at build: an island is handed what it shows, so none of
 * this ships.
 *
 * Source  `sample.ts`, and `crlf.recording.json`: the demo API's answer to "👋" under the fault `crlf`, cut
 *         by `max_tokens: 7`. Both are held to the bytes that the demo sends today.
 */
import { loadRecording, snapshotOf } from '../run/index.ts';
import recording from './crlf.recording.json?raw';

export { sample } from '../playground/state/index.ts';

export const crlf = snapshotOf(loadRecording(recording));

/**
 * What the figure of cuts cuts: the last four frames before `[DONE]`, one of them with an emoji. Without
 * `[DONE]`, at which the obvious loop throws wherever lines end in CR LF, cut or not.
 */
export const cutBody = crlf.frames
	.slice(-5, -1)
	.map(({ raw }) => new TextDecoder().decode(raw))
	.join('');
