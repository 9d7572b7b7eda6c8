import { memo } from 'react';
import type { Frame } from '../sse/index.ts';
import type { Meaning } from '../chat/index.ts';
import { count, formatBytes, formatMs } from './format.ts';
import { inkFrame, inkJSON, prettyJSON } from './ink.ts';
import type { Span } from './ink.ts';
import { labelOf } from './meaning-labels.ts';

interface Props {
	frame: Frame;
	meaning: Meaning | undefined;
	/** When the read with the frame's last byte came, in ms since the request. */
	atMs: number | undefined;
	/** How many reads carried it. */
	reads: number;
	/** It is the first frame that its last read completed: a hairline shows the read's border. */
	startsRead: boolean;
	isOpen: boolean;
	onToggle: (index: number) => void;
}

/** Past this many characters a row or an open frame shows the start only, and says so. */
const rowCharacters = 600;
const openCharacters = 20_000;

/** A quiet stretch no longer than this is not worth folding. */
const shortCharacters = 6;

const decoder = new TextDecoder();

/** One frame on one line. Pressed, it opens to its JSON, laid out. */
// Memoised: frames never change, and a long answer scrolls thousands of rows past.
export const FrameRow = memo(function FrameRow(props: Props) {
	const { frame, meaning, atMs, reads, startsRead, isOpen, onToggle } = props;
	const label = labelOf(meaning);
	const text = decoder.decode(frame.raw.subarray(0, isOpen ? openCharacters * 4 : rowCharacters));
	const isCut = frame.raw.length > rowCharacters;

	return (
		<>
			<button
				type="button"
				className="pg-row"
				data-starts-read={startsRead || undefined}
				aria-expanded={isOpen}
				onClick={() => onToggle(frame.index)}
			>
				<span className="pg-row-number">{frame.index + 1}</span>
				<span className="pg-row-time">{formatMs(atMs)}</span>
				<span className="pg-row-size">{formatBytes(frame.raw.length)}</span>
				<span className="pg-row-word" data-tone={label.tone}>
					{label.word}
				</span>
				<code className="pg-row-bytes">
					<Folded spans={inkFrame(text.slice(0, rowCharacters).trimEnd())} />
					{isCut && '…'}
				</code>
			</button>
			{isOpen && (
				<div className="pg-open">
					<p className="pg-open-where">
						Bytes {frame.start.toLocaleString('en')} to {(frame.end - 1).toLocaleString('en')},
						brought by {count(reads, 'read')}.
						{meaning?.kind === 'not-json' && ` Not JSON: ${meaning.message}`}
					</p>
					<pre tabIndex={0} aria-label={`Frame ${frame.index + 1}, laid out`}>
						<OpenText frame={frame} text={text} />
					</pre>
				</div>
			)}
		</>
	);
});

/** The frame's JSON over several lines; whatever is not JSON, as it came. */
function OpenText({ frame, text }: { frame: Frame; text: string }) {
	const data = frame.data ?? '';
	const isJSON = /^\s*[[{]/.test(data);
	const source = isJSON ? data : text;
	const shown = source.slice(0, openCharacters);
	return (
		<>
			<Ink spans={isJSON ? inkJSON(prettyJSON(shown)) : inkFrame(shown)} />
			{source.length > shown.length &&
				`\n… ${count(source.length - shown.length, 'more character')} not shown`}
		</>
	);
}

/** On one line there is room for what is new: a long quiet stretch is folded up to its last key. */
function Folded({ spans }: { spans: readonly Span[] }) {
	return spans.map((span, i) => {
		const key = span.tone === 'quiet' ? /(?:"[^"]*":)?$/.exec(span.text)!.index : 0;
		const folded = key > shortCharacters ? span.text.slice(0, key) : '';
		return (
			<span key={i} data-tone={span.tone}>
				{folded && <span className="pg-folded">{folded}</span>}
				{span.text.slice(folded.length)}
			</span>
		);
	});
}

function Ink({ spans }: { spans: readonly Span[] }) {
	return spans.map((span, i) => (
		<span key={i} data-tone={span.tone}>
			{span.text}
		</span>
	));
}
