import { useEffect, useId, useRef } from 'react';
import { count } from '../format.ts';
import { FRAME_KINDS } from './meaning-labels.ts';
import type { FrameQuery } from './frame-index.ts';
import './find.css';

interface Props {
	query: FrameQuery;
	onQuery: (query: FrameQuery) => void;
	found: number;
	frames: number;
	/** The selected frame, if the filter hides it. */
	hidden: number | undefined;
	onStep: (step: 1 | -1) => void;
	onClose: () => void;
}

/** Filters frames by kind, searches them, and says how many match. */
export function FindBar({ query, onQuery, found, frames, hidden, onStep, onClose }: Props) {
	const search = useRef<HTMLInputElement>(null);
	useEffect(() => search.current?.focus(), []);
	const countId = useId();
	const hasQuery = query.kind !== 'all' || query.text !== '';

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
			<button
				type="button"
				aria-label="Previous match"
				disabled={found === 0 || query.text === ''}
				onClick={() => onStep(-1)}
			>
				↑
			</button>
			<button
				type="button"
				aria-label="Next match"
				disabled={found === 0 || query.text === ''}
				onClick={() => onStep(1)}
			>
				↓
			</button>
			<span id={countId} className="pg-find-count">
				{hasQuery && `${found.toLocaleString('en')} of ${count(frames, 'frame')}`}
				{hidden !== undefined && `, without frame ${hidden + 1}`}
			</span>
		</div>
	);
}
