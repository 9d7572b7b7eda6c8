import type { Snapshot } from '../../run/index.ts';

/** Of choice 0 the text of the client where one ran; of the others, which clients leave out, the frames'. */
export function textOf(snapshot: Snapshot | undefined, choice = 0): string {
	const framed = snapshot?.message.choices[choice]?.text ?? '';
	return choice === 0 ? (snapshot?.client?.text ?? framed) : framed;
}
