/** How each outcome is called on the page, the sign that stands beside its colour, and where more is said. */
import { finishClass } from '../../chat/index.ts';
import type { Choice, Message, Outcome, OutcomeKind } from '../../chat/index.ts';

export const signs = { good: '✓', mark: '■', bad: '✕' } as const;

export interface EndingWords {
	readonly title: string;
	readonly sign: keyof typeof signs;
	/** The page that says what it means and what a client does about it. */
	readonly href: string;
}

export const endings: Record<OutcomeKind, EndingWords> = {
	complete: { title: 'Complete', sign: 'good', href: '/connection-drops/#complete' },
	'complete-without-done': {
		title: 'Complete, without [DONE]',
		sign: 'good',
		href: '/connection-drops/#complete-without-done',
	},
	truncated: { title: 'Cut off', sign: 'bad', href: '/connection-drops/#truncated' },
	'api-error': { title: 'Error in the stream', sign: 'bad', href: '/errors/#after-the-first-byte' },
	'http-error': { title: 'Refused', sign: 'bad', href: '/errors/#before-the-first-byte' },
	unreadable: { title: 'Not readable', sign: 'bad', href: '/connection-drops/#unreadable' },
	stopped: { title: 'Stopped', sign: 'mark', href: '/connection-drops/#stopped' },
	stalled: { title: 'Stalled', sign: 'bad', href: '/connection-drops/#stalled' },
	blocked: { title: 'No answer', sign: 'bad', href: '/connection-drops/#blocked' },
};

/** A stream can be whole where its answer is not: no tick stands beside that. */
export function endingOf({ kind }: Outcome, { choices, tally }: Message): EndingWords {
	const words = endings[kind];
	if (words.sign !== 'good') return words;
	const isWhole = choices.every(hasSaidAll);
	// Function calls of the old kind are nothing that a message holds.
	const saysSo = choices.every(({ finishReason }) => finishClass(finishReason ?? '') === 'whole');
	const isEmpty =
		saysSo && tally.characters === 0 && choices.every((one) => one.toolCalls.length === 0);
	if (isWhole && isEmpty) return { ...words, title: `${words.title}, but empty`, sign: 'mark' };
	if (isWhole) return words;
	return { ...words, title: `${words.title}, but the answer may not be whole`, sign: 'mark' };
}

/** The model has said all it wanted to, or waits for its tools. */
function hasSaidAll({ finishReason }: Choice): boolean {
	if (finishReason === undefined) return false;
	const sort = finishClass(finishReason);
	return sort === 'whole' || sort === 'tools';
}
