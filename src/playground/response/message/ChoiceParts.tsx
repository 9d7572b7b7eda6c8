import { useState } from 'react';
import type { Choice } from '../../../chat/index.ts';
import { count } from '../../format.ts';
import { loadMarkdown } from '../../lazy.ts';
import type { ResponseView } from '../../state/index.ts';
import { CopyButton, latePart } from '../../parts/index.ts';
import { BesideJSON } from './BesideJSON.tsx';
import { ToolCalls } from './ToolCalls.tsx';

interface AnswerProps {
	text: string;
	/** Where the text stands in the message: `data-` attributes. */
	place: { readonly 'data-start': number };
	isFinal: boolean;
	onLimited: (isLimited: boolean) => void;
}

// Rendered on the server, and in the browser fetched after the page. Until then, and if that fails, the text is
// shown plain.
const MarkdownAnswer = latePart<AnswerProps>(
	async () => {
		const { Markdown } = await loadMarkdown();
		return ({ place, ...text }) => (
			<div className="pg-answer" {...place}>
				<Markdown {...text} />
			</div>
		);
	},
	PlainAnswer,
	PlainAnswer
);

function PlainAnswer({ text, place }: Pick<AnswerProps, 'text' | 'place'>) {
	return (
		<div className="pg-answer" {...place}>
			<Plain text={text} start={place['data-start']} />
		</div>
	);
}

interface Props {
	/** `undefined` until a chunk mentions it. */
	choice: Choice | undefined;
	/** The text to show: that of the client, which smoothing may hold back. */
	text: string;
	view: ResponseView;
	isRunning: boolean;
}

/**
 * Only the end of a longer text is shown, as plain text. The limit is about twenty times the demo's long
 * answer: Chromium needs seconds to lay out 5 MB in one paragraph, and half a minute if it has emphasis.
 */
const SHOWN_CHARACTERS = 200_000;

/** The start moves on by so much at once: where it moved with each character, every line would be drawn anew. */
const STEP_CHARACTERS = 50_000;

/**
 * One choice: reasoning, text, refusal, tool calls. An element with `data-part` contains the text of that
 * part and nothing else, so that positions in it map to the message; `data-start` and `data-end` give its
 * range there.
 */
export function ChoiceParts({ choice, text: whole, view, isRunning }: Props) {
	const start = startOfShown(whole);
	const text = whole.slice(start);
	const index = choice?.index ?? 0;
	const [isLimited, setIsLimited] = useState(false);
	const isMarkdown = view === 'markdown' && start === 0;
	const place = {
		'data-part': 'text',
		'data-choice': index,
		'data-start': start,
		'data-end': whole.length,
		'data-streaming': (isRunning && text !== '') || undefined,
	};
	const hasOther = choice && (choice.refusal !== '' || choice.toolCalls.length > 0);

	return (
		<>
			{choice && choice.reasoning !== '' && <Reasoning choice={choice} />}
			{start > 0 && (
				<p className="pg-nothing">
					The last {text.length.toLocaleString('en')} of {count(whole.length, 'character')}, as
					plain text. Copy takes them all.
				</p>
			)}
			{isMarkdown && isLimited && (
				<p className="pg-nothing">
					Some of this text is shown as plain text: its Markdown is nested too deeply, or has too
					many marks in one paragraph.
				</p>
			)}
			{text === '' && !hasOther && (
				<p className="pg-nothing">{isRunning ? 'Nothing yet.' : 'No text received.'}</p>
			)}
			<BesideJSON text={text} of="the text">
				{isMarkdown ? (
					<MarkdownAnswer isFinal={!isRunning} onLimited={setIsLimited} {...{ text, place }} />
				) : (
					<PlainAnswer {...{ text, place }} />
				)}
			</BesideJSON>
			{choice && choice.refusal !== '' && (
				<section className="pg-part" aria-label="Refusal">
					<header>
						<h3>The model refused</h3>
						<CopyButton what="refusal" text={() => choice.refusal} />
					</header>
					<p className="pg-plain" data-tone="error" data-part="refusal" data-choice={index}>
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
		<details className="pg-part pg-reasoning" data-tone="reasoning">
			<summary>Reasoning, {count(choice.reasoning.length, 'character')}</summary>
			<p className="pg-plain" data-part="reasoning" data-choice={choice.index}>
				<Plain text={choice.reasoning} />
			</p>
			<CopyButton what="reasoning" text={() => choice.reasoning} />
		</details>
	);
}

function startOfShown(text: string): number {
	const hidden = Math.max(0, text.length - SHOWN_CHARACTERS);
	const start = hidden - (hidden % STEP_CHARACTERS);
	const isInsideCharacter = /[\uDC00-\uDFFF]/.test(text.charAt(start));
	return isInsideCharacter ? start - 1 : start;
}

/**
 * One node per line: finished lines never change, so new text causes little layout.
 *
 * @param start Where the text begins in the whole. A line keeps its node by its place there.
 */
function Plain({ text, start = 0 }: { text: string; start?: number }) {
	const lines = [];
	for (let from = 0; from < text.length;) {
		const end = text.indexOf('\n', from) + 1 || text.length;
		lines.push(
			<span key={start + from} dir="auto">
				{text.slice(from, end)}
			</span>
		);
		from = end;
	}
	return lines;
}
