import { useEffect, useId, useRef } from 'react';
import { count } from '../format.ts';
import { FRAME_KINDS } from './meaning-labels.ts';
import type { FrameQuery } from './frame-index.ts';
import './find.css';

interface Props {
	query: FrameQuery;
	onQuery: (query: FrameQuery) => void;
	/** Frames of the kind that is shown. */
	found: number;
	/** Those with the text that is searched for. */
	matches: number;
	/** The selected one among them, from 0, or -1. */
	match: number;
	frames: number;
	/** The selected frame, if the filter hides it. */
	hidden: number | undefined;
	onStep: (step: 1 | -1) => void;
	onClose: () => void;
}

/** Filters frames by kind, searches them, and says how many match. */
export function FindBar(props: Props) {
	const { query, onQuery, matches, hidden, onStep, onClose } = props;
	const search = useRef<HTMLInputElement>(null);
	useEffect(() => search.current?.focus(), []);
	const countId = useId();

	return (
		<div
			className="pg-find"
			role="search"
			aria-label="Frames"
			onKeyDown={(event) => {
				if (event.key !== 'Escape') return;
				event.preventDefault();
				onClose();
			}}
		>
			<select
				aria-label="Show frames"
				value={query.kind}
				onChange={(event) =>
					// The options below are the kinds.
					onQuery({ ...query, kind: event.target.value as FrameQuery['kind'] })
				}
			>
				<option value="all">All</option>
				{Object.entries(FRAME_KINDS).map(([kind, name]) => (
					<option key={kind} value={kind}>
						{name}
					</option>
				))}
			</select>
			<input
				ref={search}
				type="search"
				aria-label="Search the frames"
				aria-describedby={countId}
				placeholder="Search"
				spellCheck={false}
				autoComplete="off"
				value={query.text}
				onChange={(event) => onQuery({ ...query, text: event.target.value })}
				onKeyDown={(event) => {
					if (event.key !== 'Enter') return;
					event.preventDefault();
					onStep(event.shiftKey ? -1 : 1);
				}}
			/>
			<span className="pg-find-steps">
				<button
					type="button"
					aria-label="Previous match"
					disabled={matches === 0}
					onClick={() => onStep(-1)}
				>
					↑
				</button>
				<button
					type="button"
					aria-label="Next match"
					disabled={matches === 0}
					onClick={() => onStep(1)}
				>
					↓
				</button>
			</span>
			<span id={countId} className="pg-find-count" aria-live="polite">
				{countOf(props)}
				{hidden !== undefined && `, without frame ${hidden + 1}`}
			</span>
		</div>
	);
}

/** “Match 1 of 3”, or how many frames there are of a kind. */
function countOf({ query, found, frames, matches, match }: Props): string {
	if (query.text !== '') {
		if (matches === 0) return 'No match';
		const all = matches.toLocaleString('en');
		return match === -1 ? `${all} found` : `Match ${match + 1} of ${all}`;
	}
	return query.kind === 'all' ? '' : `${found.toLocaleString('en')} of ${count(frames, 'frame')}`;
}
