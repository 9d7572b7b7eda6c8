import { useAction } from '../keys/index.ts';
import { SPEEDS } from '../../run/index.ts';
import type { Tape, TapeView } from '../../run/index.ts';
import { whereOf } from './Scrubber.tsx';

interface Props {
	/** `undefined` during a run: the row is there already, so that nothing moves when the run ends. */
	view: TapeView | undefined;
	tape: Tape | undefined;
	/** Where the run comes from, unless the reader just ran it. */
	caption: string;
}

/** Play, step and speed, below the pulse. */
export function Transport({ view, tape, caption }: Props) {
	const hasTimes = view?.lengthMs !== undefined;
	const toggle = () => (view?.isPlaying ? tape?.pause() : tape?.play());
	useAction('play', toggle, hasTimes);

	return (
		<div className="pg-transport">
			<div className="pg-tape" role="group" aria-label="Replay">
				<button type="button" disabled={!hasTimes} onClick={toggle}>
					{view?.isPlaying ? 'Pause' : 'Play'}
				</button>
				<button
					type="button"
					aria-label="Previous frame"
					title="Previous frame"
					disabled={!view}
					onClick={() => tape?.step(-1)}
				>
					‹
				</button>
				<button
					type="button"
					aria-label="Next frame"
					title="Next frame"
					disabled={!view}
					onClick={() => tape?.step(1)}
				>
					›
				</button>
				<select
					aria-label="Speed"
					disabled={!hasTimes}
					value={view?.speed ?? 1}
					onChange={({ target }) => tape?.setSpeed(Number(target.value))}
				>
					{SPEEDS.map((speed) => (
						<option key={speed} value={speed}>
							{speed}×
						</option>
					))}
				</select>
			</div>
			<span className="pg-where">{view && whereOf(view)}</span>
			<p className="pg-caption">
				{caption}
				{view && !hasTimes && ' Its times are unknown, so it steps and does not play.'}
			</p>
		</div>
	);
}
