import type { ReactNode } from 'react';
import type { Message } from '../../../chat/index.ts';
import { compareText, firstDifference } from './losses.ts';
import type { Comparison } from './losses.ts';

interface Props {
	/** The client's name. */
	name: string;
	text: string;
	message: Message;
}

/** Characters shown before the first difference, and from it on. */
const BEFORE = 240;
const AFTER = 1200;

/** A client's text beside that of the frames, starting shortly before the first difference, which is marked. */
export function TextAgainst({ name, text, message }: Props) {
	const ours = message.choices[0]?.text ?? '';
	const comparison = compareText(message, text);
	const isSame = comparison.kind === 'same';
	const at = isSame ? 0 : firstDifference(ours, text);
	const from = Math.max(0, at - BEFORE);
	const to = at + AFTER;
	return (
		<div className="pg-against">
			<section aria-label="Text in the frames">
				<h3>In the frames</h3>
				<p tabIndex={0}>
					{from > 0 && '…'}
					{piecesOf(ours, comparison, from, to)}
					{to < ours.length && '…'}
				</p>
			</section>
			<section aria-label={`Text of ${name}`}>
				<h3>{name}</h3>
				<p tabIndex={0}>
					{from > 0 && '…'}
					{isSame ? (
						text.slice(0, to)
					) : (
						<>
							{text.slice(from, at)}
							<Mark character={text.slice(at, at + 1)} />
							{text.slice(at + 1, to)}
						</>
					)}
					{to < text.length && '…'}
				</p>
			</section>
		</div>
	);
}

function Mark({ character }: { character: string }) {
	return character === '' ? <mark className="pg-ends">ends here</mark> : <mark>{character}</mark>;
}

/** The message's text, with what the client lacks struck out, or with the first difference marked. */
function piecesOf(ours: string, comparison: Comparison, from: number, to: number): ReactNode {
	if (comparison.kind === 'same') return ours.slice(from, to);
	if (comparison.kind === 'other') {
		const { at } = comparison;
		return (
			<>
				{ours.slice(from, at)}
				<Mark character={ours.slice(at, at + 1)} />
				{ours.slice(at + 1, to)}
			</>
		);
	}
	const pieces: ReactNode[] = [];
	let done = from;
	for (const { start, end } of comparison.losses) {
		if (start >= to || end <= from) continue;
		pieces.push(
			ours.slice(done, start),
			<del key={start} data-tone="error">
				{ours.slice(start, Math.min(end, to))}
			</del>
		);
		done = end;
	}
	return [...pieces, ours.slice(done, to)];
}
