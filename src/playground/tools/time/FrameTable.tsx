import { useState } from 'react';
import { useStore } from 'zustand/react';
import type { Snapshot } from '../../../run/index.ts';
import { formatBytes, formatMs } from '../../format.ts';
import { labelOf } from '../../frames/index.ts';
import type { Selection } from '../../state/index.ts';
import type { FrameTimes } from './series.ts';

interface Props {
	run: Snapshot;
	frames: FrameTimes;
	selection: Selection;
}

/** Rows per page: nobody reads a table of ten thousand, and laying it out takes seconds. */
const PAGE_ROWS = 100;

/** The data of the plot as a table, one row per frame. */
export function FrameTable({ run, frames, selection }: Props) {
	const [isOpen, setIsOpen] = useState(false);
	return (
		<details className="pg-more" onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
			<summary>The same as a table</summary>
			{isOpen && <Pages {...{ run, frames, selection }} />}
		</details>
	);
}

function Pages({ run, frames, selection }: Props) {
	const selected = useStore(selection, (one) => one?.frameIndex);
	// Opens at the selected frame; after that the reader turns the pages.
	const [requestedPage, setPage] = useState(Math.floor((selected ?? 0) / PAGE_ROWS));
	const total = run.frames.length;
	const lastPage = Math.max(0, Math.ceil(total / PAGE_ROWS) - 1);
	const page = Math.min(requestedPage, lastPage);
	const rows = run.frames.slice(page * PAGE_ROWS, (page + 1) * PAGE_ROWS);
	const first = page * PAGE_ROWS + 1;
	const title = `Frames ${first.toLocaleString('en')} to ${(first + rows.length - 1).toLocaleString('en')} of ${total.toLocaleString('en')}`;
	if (total === 0) return <p className="pg-nothing">No frames received.</p>;

	return (
		<>
			<div className="pg-table" tabIndex={0} role="group" aria-label={title}>
				<table className="pg-frame-table">
					<caption>{title}</caption>
					<thead>
						<tr>
							{['Frame', 'At', 'After', 'Read', 'Size', 'What', 'Characters'].map((name) => (
								<th key={name} scope="col">
									{name}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{rows.map(({ index, raw }) => (
							<tr key={index} aria-current={index === selected || undefined}>
								<th scope="row">{index + 1}</th>
								<td>{formatMs(known(frames.atMs[index]))}</td>
								<td>
									{formatMs(known((frames.atMs[index] ?? NaN) - (frames.atMs[index - 1] ?? NaN)))}
								</td>
								<td>{(frames.read[index] ?? 0) + 1}</td>
								<td>{formatBytes(raw.length)}</td>
								<td>{labelOf(run.meanings[index]).word}</td>
								<td>{frames.characters[index]}</td>
							</tr>
						))}
					</tbody>
				</table>
			</div>
			{lastPage > 0 && (
				<div className="pg-pages">
					<button
						type="button"
						className="pg-action"
						disabled={page === 0}
						onClick={() => setPage(page - 1)}
					>
						Frames before
					</button>
					<button
						type="button"
						className="pg-action"
						disabled={page === lastPage}
						onClick={() => setPage(page + 1)}
					>
						Frames after
					</button>
				</div>
			)}
		</>
	);
}

function known(ms: number | undefined): number | undefined {
	return ms === undefined || Number.isNaN(ms) ? undefined : ms;
}
