import { lazy, Suspense } from 'react';
import type { Snapshot } from '../run/index.ts';
import { FollowButton } from './FollowButton.tsx';
import { count } from './format.ts';
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

/**
 * Of a longer text the end is shown, plain. It is some twenty times the demo's long answer: Chromium
 * needs seconds to lay out 5 MB in one paragraph, and half a minute with emphasis in it.
 */
const shownCharacters = 200_000;

/** What a reader of the text sees: the text that the client made of the frames. */
export function Response({ snapshot, isRunning, view }: Props) {
	const whole = textOf(snapshot);
	const isLong = whole.length > shownCharacters;
	const text = isLong ? whole.slice(-shownCharacters) : whole;
	const reasoning = snapshot?.message.choices[0]?.reasoning ?? '';
	const { ref, onScroll, ...scroll } = useFollow(whole.length + reasoning.length);

	return (
		<>
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
						<p className="pg-plain" data-part="reasoning" data-choice={0}>
							{reasoning}
						</p>
					</details>
				)}
				{isLong && (
					<p className="pg-nothing">
						The last {shownCharacters.toLocaleString('en')} of {count(whole.length, 'character')},
						as plain text. Copy takes them all.
					</p>
				)}
				{text === '' && (
					<p className="pg-nothing">{isRunning ? 'Nothing yet.' : 'No text came.'}</p>
				)}
				<div
					className="pg-answer"
					data-part="text"
					data-choice={0}
					data-start={whole.length - text.length}
					data-end={whole.length}
					data-streaming={(isRunning && text !== '') || undefined}
				>
					{view === 'plain' || isLong ? (
						<Plain text={text} />
					) : (
						<Suspense fallback={<Plain text={text} />}>
							<Markdown text={text} isFinal={!isRunning} />
						</Suspense>
					)}
				</div>
			</div>
			<FollowButton {...scroll} isRunning={isRunning} what="the text" />
		</>
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
