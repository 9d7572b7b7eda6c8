import { lazy, Suspense, useState } from 'react';
import type { Choice } from '../../../chat/index.ts';
import { count } from '../../format.ts';
import { loadMarkdown } from '../../lazy.ts';
import type { ResponseView } from '../../state/index.ts';
import { CopyButton } from '../../parts/index.ts';
import { ToolCalls } from './ToolCalls.tsx';

// Drawn by the server where it draws, and fetched after the page, not with it.
// Where it cannot be fetched, the text is there all the same, plain.
const Markdown = lazy(async () => ({
	default: await loadMarkdown().then(
		(module) => module.Markdown,
		() => Plain
	),
}));

interface Props {
	/** `undefined`: no chunk has named it. */
	choice: Choice | undefined;
	/** What is shown of its text: the client's, and perhaps not all of it yet. */
	text: string;
	view: ResponseView;
	isRunning: boolean;
}

/**
 * Of a longer text the end is shown, plain. It is some twenty times the demo's long answer: Chromium
 * needs seconds to lay out 5 MB in one paragraph, and half a minute with emphasis in it.
 */
const shownCharacters = 200_000;

/**
 * One choice: reasoning, text, refusal, tool calls. Each element with `data-part` holds the text of that
 * part and nothing else, so that a place in it is a place in the message; `data-start` and `data-end`
 * say where.
 */
export function ChoiceParts({ choice, text: whole, view, isRunning }: Props) {
	const start = Math.max(0, whole.length - shownCharacters);
	const text = whole.slice(start);
	const index = choice?.index ?? 0;
	const [isLimited, setIsLimited] = useState(false);
	const isMarkdown = view === 'markdown' && start === 0;
	const hasOther = choice && (choice.refusal !== '' || choice.toolCalls.length > 0);

	return (
		<>
			{choice && choice.reasoning !== '' && <Reasoning choice={choice} />}
			{start > 0 && (
				<p className="pg-nothing">
					The last {shownCharacters.toLocaleString('en')} of {count(whole.length, 'character')}, as
					plain text. Copy takes them all.
				</p>
			)}
			{isMarkdown && isLimited && (
				<p className="pg-nothing">
					Some of this text is shown as it is written: its Markdown is nested too deeply, or has too
					many marks in one paragraph.
				</p>
			)}
			{text === '' && !hasOther && (
				<p className="pg-nothing">{isRunning ? 'Nothing yet.' : 'No text came.'}</p>
			)}
			<div
				className="pg-answer"
				data-part="text"
				data-choice={index}
				data-start={start}
				data-end={whole.length}
				data-streaming={(isRunning && text !== '') || undefined}
			>
				{isMarkdown ? (
					<Suspense fallback={<Plain text={text} />}>
						<Markdown text={text} isFinal={!isRunning} onLimited={setIsLimited} />
					</Suspense>
				) : (
					<Plain text={text} />
				)}
			</div>
			{choice && choice.refusal !== '' && (
				<section className="pg-part pg-refusal" aria-label="Refusal">
					<header>
						<h3>The model refused</h3>
						<CopyButton what="refusal" text={() => choice.refusal} />
					</header>
					<p className="pg-plain" data-part="refusal" data-choice={index}>
						{choice.refusal}
					</p>
				</section>
			)}
			{choice && <ToolCalls {...{ choice, isRunning }} />}
		</>
	);
}

function Reasoning({ choice }: { choice: Choice }) {
	return (
		<details className="pg-part pg-reasoning">
			<summary>Reasoning, {count(choice.reasoning.length, 'character')}</summary>
			<p className="pg-plain" data-part="reasoning" data-choice={choice.index}>
				<Plain text={choice.reasoning} />
			</p>
			<CopyButton what="reasoning" text={() => choice.reasoning} />
		</details>
	);
}

/** Lines that have ended never change: each is a node of its own, so that new text moves little. */
function Plain({ text }: { text: string }) {
	return text.split(/(?<=\n)/).map((line, i) => (
		<span key={i} dir="auto">
			{line}
		</span>
	));
}
