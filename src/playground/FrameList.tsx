import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useState } from 'react';
import type { Snapshot } from '../run/index.ts';
import { formatBytes } from './format.ts';
import { FrameRow } from './FrameRow.tsx';
import { createReadFinder } from './reads.ts';
import { useFollow } from './use-follow.ts';

interface Props {
	snapshot: Snapshot | undefined;
	isRunning: boolean;
}

export const rowPx = 26;

/** Rows drawn by the server and before the box has been measured. */
const firstRows = 14;

/** Every frame of a run, a row each; only the rows in sight are in the page. */
export function FrameList({ snapshot, isRunning }: Props) {
	const frames = snapshot?.frames ?? [];
	const { ref, onScroll } = useFollow(frames.length);
	const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
	const [readsOf] = useState(createReadFinder);

	const virtualizer = useVirtualizer({
		count: frames.length,
		getScrollElement: () => ref.current,
		estimateSize: () => rowPx,
		overscan: 8,
		initialRect: { width: 0, height: rowPx * firstRows },
	});

	const toggle = useCallback((index: number) => {
		setOpen((was) => {
			const now = new Set(was);
			if (!now.delete(index)) now.add(index);
			return now;
		});
	}, []);

	return (
		<div className="pg-scroll pg-frames" ref={ref} onScroll={onScroll}>
			{frames.length === 0 && <NoFrames body={snapshot?.bodyText ?? ''} isRunning={isRunning} />}
			<ol aria-label="Frames" style={{ height: virtualizer.getTotalSize() }}>
				{virtualizer.getVirtualItems().map(({ index, start }) => {
					const frame = frames[index]!;
					const reads = readsOf(snapshot!.recording.reads, frame);
					const before = frames[index - 1];
					const last = before && readsOf(snapshot!.recording.reads, before).last;
					return (
						<li
							key={index}
							ref={virtualizer.measureElement}
							data-index={index}
							data-frame-index={index}
							aria-setsize={frames.length}
							aria-posinset={index + 1}
							style={{ transform: `translateY(${start}px)` }}
						>
							<FrameRow
								frame={frame}
								meaning={snapshot!.meanings[index]}
								atMs={snapshot!.recording.reads[reads.last]?.atMs}
								reads={reads.last - reads.first + 1}
								startsRead={last !== reads.last}
								isOpen={open.has(index)}
								onToggle={toggle}
							/>
						</li>
					);
				})}
			</ol>
			{frames.length > 0 && snapshot!.rest.length > 0 && (
				<Leftover
					title={`After the last frame, ${formatBytes(snapshot!.rest.length)} that never became one:`}
					text={new TextDecoder().decode(snapshot!.rest.subarray(0, leftoverCharacters))}
				/>
			)}
		</div>
	);
}

function NoFrames({ body, isRunning }: { body: string; isRunning: boolean }) {
	if (body !== '') return <Leftover title="The body, which has no frames:" text={body} />;
	return <p className="pg-nothing">{isRunning ? 'Nothing yet.' : 'No byte came.'}</p>;
}

/** So much of what is no frame is shown. */
const leftoverCharacters = 20_000;

/** Bytes that are no frame: they came, so they are shown. */
function Leftover({ title, text }: { title: string; text: string }) {
	return (
		<div className="pg-leftover">
			<p>{title}</p>
			<pre tabIndex={0}>{text.slice(0, leftoverCharacters)}</pre>
		</div>
	);
}
