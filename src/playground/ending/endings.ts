/** How each outcome is called on the page, the sign that stands beside its colour, and where more is said. */
import type { Message, Outcome, OutcomeKind } from '../../chat/index.ts';

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

/** With these the model has said all it wanted to. */
const wholeReasons = new Set<string | undefined>(['stop', 'tool_calls', 'function_call']);

/** A stream can be whole where its answer is not: no tick stands beside that. */
export function endingOf({ kind }: Outcome, { choices }: Message): EndingWords {
	const words = endings[kind];
	const isWhole = choices.every(({ finishReason }) => wholeReasons.has(finishReason));
	if (words.sign !== 'good' || isWhole) return words;
	return { ...words, title: `${words.title}, but the answer may not be whole`, sign: 'mark' };
}
