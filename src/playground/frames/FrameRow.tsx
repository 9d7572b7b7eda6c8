import { memo } from 'react';
import { notesFor } from '../../chat/index.ts';
import type { Meaning, Message } from '../../chat/index.ts';
import { boundariesIn } from '../../run/index.ts';
import type { Arrival, Arrivals, ReadBoundary } from '../../run/index.ts';
import type { Frame } from '../../sse/index.ts';
import { count, formatBytes, formatMs } from '../format.ts';
import { nameOfFrame } from './frame-name.ts';
import { inkFrame } from './ink.ts';
import { labelOf } from './meaning-labels.ts';
import { piecesOfRow } from './row-pieces.ts';
import type { Piece } from './row-pieces.ts';
import './row.css';

/** On one line, or wrapped. */
export type RowLength = 'short' | 'whole';

// The arrival is spread into plain values: a later frame of the same read changes them, which must redraw the row.
interface Props extends Arrival {
	frame: Frame;
	meaning: Meaning | undefined;
	message: Message;
	requestedModel: string | undefined;
	/** When the read with the frame's last byte arrived, in ms since the request. */
	atMs: number | undefined;
	arrivals: Arrivals;
	/** The search text, in lower case. */
	needle: string;
	isOpen: boolean;
	isSelected: boolean;
	isTabStop: boolean;
	rowLength: RowLength;
	onToggle: (index: number) => void;
}

/** What a row shows of a frame at most, before an ellipsis; the open frame has it all. */
const MAX: Readonly<Record<RowLength, { bytes: number; pieces: number }>> = {
	short: { bytes: 600, pieces: 60 },
	whole: { bytes: 20_000, pieces: 1_000 },
};

/** With more boundaries than this in one row, only their number is shown. */
const ROW_BOUNDARIES = 12;

// A BOM at the start of the stream is shown, like any other bytes.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** One frame on one line. Clicking it opens the frame. */
// Memoised: frames never change, and a long answer has thousands of rows.
export const FrameRow = memo(function FrameRow(props: Props) {
	const { frame, meaning, message, arrivals, requestedModel, atMs, needle } = props;
	const { isOpen, isSelected, isTabStop, rowLength, onToggle } = props;
	const label = labelOf(meaning);
	const { first, last, framesInLast, positionInLast } = props;
	const reads = { first, last, framesInLast, positionInLast };
	const readCount = reads.last - reads.first + 1;
	const boundaries = readCount > 1 ? boundariesIn(frame, arrivals) : [];
	const isShredded = boundaries.length > ROW_BOUNDARIES;
	const max = MAX[rowLength];
	const pieces = rowPieces(frame.raw.subarray(0, max.bytes), isShredded ? [] : boundaries, needle);
	const hasNote =
		meaning && notesFor({ frame, meaning, message, reads, requestedModel }).length > 0;

	return (
		<button
			type="button"
			className="pg-row"
			tabIndex={isTabStop ? 0 : -1}
			data-starts-read={reads.positionInLast === 0 || undefined}
			aria-current={isSelected || undefined}
			aria-expanded={isOpen}
			aria-label={`${nameOfFrame(frame, meaning)}${hasNote ? ', with a note' : ''}, ${formatMs(atMs)}`}
			onClick={() => onToggle(frame.index)}
		>
			<span className="pg-row-reads" data-shape={shapeOf(reads)} title={readsTitle(reads)} />
			<span className="pg-row-number">{frame.index + 1}</span>
			<span className="pg-row-time">{formatMs(atMs)}</span>
			<span className="pg-row-size">{formatBytes(frame.raw.length)}</span>
			<span className="pg-row-word" data-tone={label.tone}>
				{label.word}
				{hasNote && (
					<span className="pg-row-note" title="With a note: open the frame to read it">
						*
					</span>
				)}
			</span>
			<code className="pg-row-bytes" data-boundaries={boundaries.length}>
				{isShredded && <span className="pg-row-split">{readCount} reads </span>}
				{pieces.slice(0, max.pieces).map(drawPiece)}
				{(frame.raw.length > max.bytes || pieces.length > max.pieces) && <span>…</span>}
			</code>
		</button>
	);
});

function rowPieces(
	bytes: Uint8Array,
	boundaries: readonly ReadBoundary[],
	needle: string
): Piece[] {
	const text = decoder.decode(bytes).trimEnd();
	const start = needle === '' ? -1 : text.toLowerCase().indexOf(needle);
	return piecesOfRow(inkFrame(text), {
		boundaries: boundaries
			.filter(({ at }) => at < bytes.length)
			// A boundary inside a character is drawn before it.
			.map(({ at, read }) => ({ at: charactersIn(bytes.subarray(0, at)), read })),
		match: start === -1 ? undefined : { start, end: start + needle.length },
	});
}

function charactersIn(bytes: Uint8Array): number {
	// `stream: true` holds back an unfinished character, so each call needs a decoder of its own.
	return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: true }).length;
}

function drawPiece({ text, tone, givesWay, isMatch, afterRead, lineEnd }: Piece, key: number) {
	const Element = isMatch ? 'mark' : 'span';
	return (
		<Element
			key={key}
			data-tone={tone}
			data-gives-way={givesWay || undefined}
			data-line-end={lineEnd}
			data-after-read={afterRead === undefined ? undefined : afterRead + 1}
		>
			{lineEnd ? <span>{text}</span> : text}
		</Element>
	);
}

/** `split`: a frame that took several reads. `first`, `middle`, `last`: one of several frames in a read. */
function shapeOf({ first, last, framesInLast, positionInLast }: Arrival): string | undefined {
	if (framesInLast === 1) return last > first ? 'split' : undefined;
	if (positionInLast === 0) return last > first ? 'first-split' : 'first';
	return positionInLast === framesInLast - 1 ? 'last' : 'middle';
}

function readsTitle({ first, last, framesInLast, positionInLast }: Arrival): string {
	const reads = first === last ? `Read ${last + 1}` : `Reads ${first + 1} to ${last + 1}`;
	if (framesInLast === 1) return reads;
	return `${reads}; frame ${positionInLast + 1} of the ${count(framesInLast, 'frame')} that read ${last + 1} completed`;
}
