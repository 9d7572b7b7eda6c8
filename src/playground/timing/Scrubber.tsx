import type { KeyboardEvent, PointerEvent } from 'react';
import { formatMs } from '../format.ts';
import type { Snapshot, Tape, TapeView } from '../../run/index.ts';
import { usePlayground } from '../state/index.ts';
import { frameAt } from './frame-at.ts';
import './scrubber.css';

interface Props {
	view: TapeView;
	tape: Tape;
	/** The run at the moment that is shown. */
	run: Snapshot;
}

/** As wide as the thumb of scrubber.css: its middle is the position. */
const THUMB_PX = 14;

/** The pulse as a slider: drag over time, or step frame by frame with the arrow keys. */
export function Scrubber({ view, tape, run }: Props) {
	const { selection } = usePlayground();
	const { lengthMs, lastStop, stop, atMs } = view;
	const hasTimes = lengthMs !== undefined;

	// The browser would step by a fraction of the length; the reader wants frames.
	const onKeyDown = (event: KeyboardEvent) => {
		const move = moves[event.key];
		if (move === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
		event.preventDefault();
		if (Number.isFinite(move)) tape.step(move);
		else tape.toStop(move > 0 ? lastStop : 0);
	};

	/** A tick under the pointer selects its frame, and with it the row and the words. A drag moves the tape instead. */
	const onPointerMove = ({ clientX, currentTarget, buttons, pointerType }: PointerEvent) => {
		if (!hasTimes || buttons !== 0 || pointerType === 'touch') return;
		const { left, width } = currentTarget.getBoundingClientRect();
		const share = (clientX - left - THUMB_PX / 2) / (width - THUMB_PX);
		const frameIndex = frameAt(run, share * lengthMs);
		if (frameIndex !== undefined) selection.select(frameIndex, 'time');
	};

	return (
		<input
			className="pg-scrubber"
			type="range"
			aria-label="Position in the run"
			aria-valuetext={`${whereOf(view)}${hasTimes ? '' : '; times are unknown'}`}
			min={0}
			max={hasTimes ? Math.max(lengthMs, 1) : lastStop}
			step={hasTimes ? 'any' : 1}
			value={hasTimes ? atMs : stop}
			onKeyDown={onKeyDown}
			onPointerMove={onPointerMove}
			onChange={({ target }) => {
				const value = target.valueAsNumber;
				if (hasTimes) tape.toTime(value);
				else tape.toStop(value);
			}}
		/>
	);
}

const moves: Readonly<Record<string, number>> = {
	ArrowRight: 1,
	ArrowUp: 1,
	ArrowLeft: -1,
	ArrowDown: -1,
	PageUp: 10,
	PageDown: -10,
	Home: -Infinity,
	End: Infinity,
};

/** For example "frame 17 of 58, 1.20 s of 4.12 s". */
export function whereOf({ frames, allFrames, atMs, lengthMs }: TapeView): string {
	const figures = `frame ${frames.toLocaleString('en')} of ${allFrames.toLocaleString('en')}`;
	return lengthMs === undefined
		? figures
		: `${figures}, ${formatMs(atMs)} of ${formatMs(lengthMs)}`;
}
