import { lazy, Suspense } from 'react';
import type { Snapshot } from '../run/index.ts';
import { loadMarkdown } from './lazy.ts';
import { useFollow } from './use-follow.ts';

// Drawn by the server where it draws, and fetched after the page, not with it.
// Where it cannot be fetched, the text is there all the same, plain.
const Markdown = lazy(async () => ({
	default: await loadMarkdown().then(
		(module) => module.Markdown,
		() => Plain
	),
}));

interface Props {
	snapshot: Snapshot | undefined;
	isRunning: boolean;
	view: ResponseView;
}

export type ResponseView = 'markdown' | 'plain';

/** What a reader of the text sees: the text that the client made of the frames. */
export function Response({ snapshot, isRunning, view }: Props) {
	const text = textOf(snapshot);
	const reasoning = snapshot?.message.choices[0]?.reasoning ?? '';
	const { ref, onScroll } = useFollow(text.length + reasoning.length);

	return (
		<div
			className="pg-scroll pg-text"
			ref={ref}
			onScroll={onScroll}
			tabIndex={0}
			role="group"
			aria-label="Response text"
		>
			{reasoning !== '' && (
				<details className="pg-reasoning">
					<summary>Reasoning</summary>
					<p className="pg-plain">{reasoning}</p>
				</details>
			)}
			{text === '' && <p className="pg-nothing">{isRunning ? 'Nothing yet.' : 'No text came.'}</p>}
			<div className="pg-answer" data-streaming={(isRunning && text !== '') || undefined}>
				{view === 'plain' ? (
					<Plain text={text} />
				) : (
					<Suspense fallback={<Plain text={text} />}>
						<Markdown text={text} isFinal={!isRunning} />
					</Suspense>
				)}
			</div>
		</div>
	);
}

/** Lines that have ended never change: each is a node of its own, so that new text moves little. */
function Plain({ text }: { text: string }) {
	return text.split(/(?<=\n)/).map((line, i) => <span key={i}>{line}</span>);
}

/** The text of the printed example where it ran, else of the frames. */
export function textOf(snapshot: Snapshot | undefined): string {
	return snapshot?.client?.text ?? snapshot?.message.choices[0]?.text ?? '';
}
