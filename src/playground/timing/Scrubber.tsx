import type { KeyboardEvent } from 'react';
import { formatMs } from '../format.ts';
import type { Tape, TapeView } from '../../run/index.ts';

interface Props {
	view: TapeView;
	tape: Tape;
}

/** The pulse as a slider: drag over time, or step frame by frame with the arrow keys. */
export function Scrubber({ view, tape }: Props) {
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
