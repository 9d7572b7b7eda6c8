/**
 * Every frame of a run, one row each. The list is virtual: only visible rows are in the DOM.
 *
 * One row is the tab stop from which the arrow keys move: the selected one, or the first visible one. It
 * stays in the DOM when it scrolls out of view, so that focus is never lost.
 */
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import {
	useCallback,
	useEffect,
	useEffectEvent,
	useLayoutEffect,
	useMemo,
	useRef,
	useState,
} from 'react';
import type { KeyboardEvent, PointerEvent } from 'react';
import { useStore } from 'zustand/react';
import { requestedModel } from '../../run/index.ts';
import type { Read, Snapshot } from '../../run/index.ts';
import type { Frame } from '../../sse/index.ts';
import { FollowButton, latePart, ScrollBox, useFollow } from '../parts/index.ts';
import { useAction } from '../keys/index.ts';
import { loadOpenFrame } from '../lazy.ts';
import type { Selected, Selection } from '../state/index.ts';
import { frameInRow, rowOf } from './frame-index.ts';
import { FrameRow, type RowLength } from './FrameRow.tsx';
import { Leftover, NoFrames } from './Leftover.tsx';
import type { FrameView } from './OpenFrame.tsx';
import { createRowKeys } from './row-keys.ts';

const OpenFrame = latePart(
	async () => (await loadOpenFrame()).OpenFrame,
	() => <p className="pg-open">Loading …</p>
);

interface Props {
	snapshot: Snapshot | undefined;
	isRunning: boolean;
	selection: Selection;
	/** Frame indices to show, in order. `undefined`: all. */
	shown: readonly number[] | undefined;
	/** The search text, in lower case. */
	needle: string;
	/** Whole frames, wrapped, in place of a line each. */
	rowLength: RowLength;
}

export const ROW_PX = 26;
/** A whole chunk in the pane of a wide screen; rows are measured once they are drawn. */
const WHOLE_PX = 90;

const NO_FRAMES: readonly Frame[] = [];
const NO_READS: readonly Read[] = [];
const NO_GAP = { from: 0, to: 0 };

/** Rows drawn by the server and before the box has been measured. */
const FIRST_ROWS = 14;

export function FrameList({ snapshot, isRunning, selection, shown, needle, rowLength }: Props) {
	const frames = snapshot?.frames ?? NO_FRAMES;
	const reads = snapshot?.recording.reads ?? NO_READS;
	const { from, to } = snapshot?.letGo?.frames ?? NO_GAP;
	const gap = useMemo(() => ({ from, to }), [from, to]);
	const length = shown?.length ?? frames.length - (to - from);
	const { isFollowing, follow, pause, ...scroll } = useFollow(frames.length);
	const { ref } = scroll;
	useAction('follow', follow, isRunning && !isFollowing);
	const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
	const [view, setView] = useState<FrameView>('raw');
	const [keysOf] = useState(createRowKeys);
	const selected = useStore(selection);
	const selectedAt = selected ? rowOf(selected.frameIndex, shown, gap) : -1;
	const focusedAt = useRef(-1);
	const wantsFocus = useRef(false);

	const virtualizer = useVirtualizer({
		count: length,
		getScrollElement: () => ref.current,
		estimateSize: () => (rowLength === 'whole' ? WHOLE_PX : ROW_PX),
		getItemKey: useCallback((at: number) => frameInRow(at, shown, gap), [shown, gap]),
		// While it follows a run, nobody scrolls.
		overscan: isRunning && isFollowing ? 1 : 8,
		// While following a run, the list scrolls at every paint; a synchronous render would be a second one.
		useFlushSync: false,
		initialRect: { width: 0, height: ROW_PX * FIRST_ROWS },
		rangeExtractor: (range) => {
			const kept = [selectedAt, focusedAt.current].filter((at) => at >= 0 && at < length);
			return [...new Set([...kept, ...defaultRangeExtractor(range)])].toSorted((a, b) => a - b);
		},
	});
	// Where the box will be once it has been scrolled to its end, so that the scroll needs no second drawing.
	if (isRunning && isFollowing) {
		const boxPx = virtualizer.scrollRect?.height ?? 0;
		virtualizer.scrollOffset = Math.max(0, virtualizer.getTotalSize() - boxPx);
	}
	// Rows have other heights now, those out of sight, too.
	useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowLength]);
	// This also works out the range, and the tab stop must be inside it.
	const rows = virtualizer.getVirtualItems();
	const tabStop =
		selectedAt >= 0 && selectedAt < length ? selectedAt : (virtualizer.range?.startIndex ?? 0);

	const toggle = useCallback(
		(index: number) => {
			pause();
			selection.select(index, 'frames', true);
			setOpen((was) => {
				const now = new Set(was);
				if (!now.delete(index)) now.add(index);
				return now;
			});
		},
		[pause, selection]
	);

	// Once per selection: not again when the list or the run grows.
	const scrollToSelected = useEffectEvent((one: Selected | undefined) => {
		if (!one || one.by === 'frames' || selectedAt < 0) return;
		// Hovering does not take the reader away from a run that is being followed.
		if (isRunning && isFollowing && !one.isChosen) return;
		pause();
		const { startIndex, endIndex } = virtualizer.range ?? { startIndex: 0, endIndex: -1 };
		if (selectedAt > startIndex && selectedAt < endIndex) return;
		virtualizer.scrollToIndex(selectedAt, { align: 'center' });
	});
	useEffect(() => scrollToSelected(selected), [selected]);

	// When the filter changes, show the selected frame, or the first one. A live run keeps being followed.
	const lastShown = useRef(shown);
	const scrollAfterFilter = useEffectEvent(() => {
		if (lastShown.current === shown || isRunning) return;
		pause();
		virtualizer.scrollToIndex(Math.max(0, selectedAt), { align: 'center' });
	});
	useLayoutEffect(() => {
		scrollAfterFilter();
		lastShown.current = shown;
	}, [shown]);

	useLayoutEffect(() => {
		if (!wantsFocus.current) return;
		wantsFocus.current = false;
		const row = ref.current?.querySelector<HTMLElement>('.pg-row[tabindex="0"]');
		row?.focus({ preventScroll: true });
	}, [selected, ref]);

	const onKeyDown = (event: KeyboardEvent) => {
		// Keys pressed inside an open frame belong to its views.
		if (!(event.target instanceof Element && event.target.matches('.pg-row'))) return;
		if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
		if (event.key === 'Escape') return selection.select(undefined, 'frames');
		const page = Math.max(1, Math.floor((ref.current?.clientHeight ?? 0) / ROW_PX) - 1);
		const target = {
			ArrowUp: tabStop - 1,
			ArrowDown: tabStop + 1,
			PageUp: tabStop - page,
			PageDown: tabStop + page,
			Home: 0,
			End: length - 1,
		}[event.key];
		if (target === undefined) return;
		event.preventDefault();
		const row = Math.min(length - 1, Math.max(0, target));
		pause();
		wantsFocus.current = true;
		virtualizer.scrollToIndex(row, { align: 'auto' });
		selection.select(frameInRow(row, shown, gap), 'frames', true);
	};

	const select = ({ target }: { target: EventTarget }) => {
		const item =
			target instanceof Element ? target.closest<HTMLElement>('[data-frame-index]') : null;
		if (item) selection.select(Number(item.dataset['frameIndex']), 'frames');
	};

	const keys = keysOf(
		rows.map(({ index: at }) => frameInRow(at, shown, gap)),
		// What is open has a state of its own, and whole frames are measured as they are made.
		open.size === 0 && rowLength === 'short'
	);

	return (
		<>
			<ScrollBox
				className="pg-frames"
				data-whole={rowLength === 'whole' || undefined}
				follow={scroll}
			>
				{frames.length === 0 && <NoFrames body={snapshot?.bodyText ?? ''} isRunning={isRunning} />}
				{frames.length > 0 && length === 0 && <p className="pg-nothing">No such frame.</p>}
				<ol
					aria-label="Frames"
					style={{ height: virtualizer.getTotalSize() }}
					onKeyDown={onKeyDown}
					onPointerMove={(event: PointerEvent) => event.pointerType !== 'touch' && select(event)}
					onFocus={(event) => {
						const item = event.target.closest<HTMLElement>('[data-index]');
						focusedAt.current = Number(item?.dataset['index'] ?? -1);
						select(event);
					}}
					onBlur={() => (focusedAt.current = -1)}
				>
					{rows.map(({ index: at, start }) => {
						const frame = frames[frameInRow(at, shown, gap)];
						if (!frame || !snapshot) return null;
						const { index } = frame;
						const isOpen = open.has(index);
						const meaning = snapshot.meanings[index];
						const arrival = snapshot.arrivals.of(index);
						return (
							<li
								key={keys.get(index)}
								// The others are as high as they are estimated.
								ref={isOpen || rowLength === 'whole' ? virtualizer.measureElement : undefined}
								data-index={at}
								data-frame-index={index}
								// Not known yet; and each row would be written anew at each paint.
								aria-setsize={isRunning ? -1 : length}
								aria-posinset={at + 1}
								style={{ transform: `translateY(${start}px)` }}
							>
								<FrameRow
									{...{ frame, meaning, needle, isOpen, rowLength, ...arrival }}
									arrivals={snapshot.arrivals}
									message={snapshot.message}
									requestedModel={requestedModel(snapshot.recording)}
									atMs={reads[arrival.last]?.atMs}
									isSelected={selectedAt === at}
									isTabStop={tabStop === at}
									onToggle={toggle}
								/>
								{isOpen && (
									<OpenFrame {...{ frame, meaning, view }} snapshot={snapshot} onView={setView} />
								)}
							</li>
						);
					})}
				</ol>
				{snapshot && frames.length > 0 && <Leftover rest={snapshot.rest} />}
			</ScrollBox>
			<FollowButton {...{ isFollowing, follow, isRunning }} what="the frames" />
		</>
	);
}
