/**
 * Whether `message` holds a piece of the answer, or all of it so far.
 *
 * Some servers put the whole answer into their last chunk, or all that has come so far beside every delta.
 * Clients that add it up show the answer twice.
 */

/** As short as this, a piece may happen to say again what has come so far: "ha", "ha". */
const SURELY_AGAIN = 8;

/**
 * What of `sent` is new.
 *
 * In      What `message` holds, the text so far, and what the delta beside it brought.
 */
export function restOf(sent: string, before: string, delta: string): string {
	const soFar = before + delta;
	if (sent === delta || soFar === '') return soFar === '' ? sent : '';
	if (sent === soFar) return soFar.length >= SURELY_AGAIN || delta !== '' ? '' : sent;
	if (sent.startsWith(soFar)) return sent.slice(soFar.length);
	return sent;
}
