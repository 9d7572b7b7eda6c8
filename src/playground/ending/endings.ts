/** The title of each outcome, the sign beside its colour, and the page that explains it. */
import { finishClass } from '../../chat/index.ts';
import { PROTOCOL_TABLE, type Protocol } from '../../protocols/index.ts';
import type { Choice, Message, Outcome, OutcomeKind } from '../../chat/index.ts';

export const SIGNS = { good: '✓', mark: '■', bad: '✕' } as const;

export interface EndingWords {
	readonly title: string;
	readonly sign: keyof typeof SIGNS;
	/** The page that says what it means and what a client should do. */
	readonly href: string;
}

export const ENDINGS: Record<OutcomeKind, EndingWords> = {
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

/** A stream can be complete while its answer is not; then it gets no tick. */
export function endingOf(
	{ kind }: Outcome,
	{ choices, tally }: Message,
	protocol: Protocol = 'chat'
): EndingWords {
	const words = wordsFor(ENDINGS[kind], protocol);
	if (words.sign !== 'good') return words;
	const isWhole = choices.every(isFinished);
	// An answer that finished with `tools` is not called empty, even if no call was received.
	const claimsWhole = choices.every(
		({ finishReason }) => finishClass(finishReason ?? '') === 'whole'
	);
	const isEmpty =
		claimsWhole && tally.characters === 0 && choices.every((one) => one.toolCalls.length === 0);
	if (isWhole && isEmpty) return { ...words, title: `${words.title}, but empty`, sign: 'mark' };
	if (isWhole) return words;
	return { ...words, title: `${words.title}, but perhaps not the whole answer`, sign: 'mark' };
}

/** The end that is missing goes by its name in the protocol. */
function wordsFor(words: EndingWords, protocol: Protocol): EndingWords {
	return { ...words, title: words.title.replace('[DONE]', PROTOCOL_TABLE[protocol].terms.end) };
}

/** The model said everything it wanted to, or is waiting for its tools. */
function isFinished({ finishReason }: Choice): boolean {
	if (finishReason === undefined) return false;
	const finish = finishClass(finishReason);
	return finish === 'whole' || finish === 'tools';
}
