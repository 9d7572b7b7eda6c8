import type { Message } from '../../chat/index.ts';
import type { Snapshot } from '../../run/index.ts';

/** What the response shows: the answer in the frames or, where none was streamed, in the body. */
export function answerOf(snapshot: Snapshot | undefined): Message | undefined {
	return snapshot?.unstreamed ?? snapshot?.message;
}

/** Of choice 0 the text of the client where one ran; of the others, which clients leave out, the frames'. */
export function textOf(snapshot: Snapshot | undefined, choice = 0): string {
	const found = answerOf(snapshot)?.choices[choice]?.text ?? '';
	// Clients of streams see nothing of an answer that was not streamed.
	const isClients = choice === 0 && snapshot?.unstreamed === undefined;
	return isClients ? (snapshot?.client?.text ?? found) : found;
}
