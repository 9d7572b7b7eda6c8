import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand/react';
import type { KeyboardEvent } from 'react';
import type { Timing } from '../../../chat/index.ts';
import type { Snapshot } from '../../../run/index.ts';
import { count, formatMs } from '../../format.ts';
import { labelOf } from '../../frames/index.ts';
import type { ToolProps } from '../index.ts';
import { explain, incidents } from './figures.ts';
import { FrameTable } from './FrameTable.tsx';
import { createPlot } from './plot.ts';
import type { Plot } from './plot.ts';
import { frameNear, frameTimesOf, seriesOf } from './series.ts';
import type { FrameTimes, Series } from './series.ts';

/** How often the plot is redrawn during a run. */
const REDRAW_MS = 250;

/** When everything arrived: a plot, the figures explained, and the same as a table. */
export function Time({ view, snapshot, selection }: ToolProps) {
	const run = useThrottled(view.whole ?? snapshot, view.isRunning);
	const { timing } = snapshot ?? {};
	if (!run || !timing) return <p className="pg-nothing">There is no run yet. Press Run.</p>;
	return <Panel {...{ view, run, timing, selection }} />;
}

interface PanelProps extends Pick<ToolProps, 'view' | 'selection'> {
	run: Snapshot;
	/** Of the moment a replay shows; of the whole run at its end. */
	timing: Timing;
}

function Panel({ view, run, timing, selection }: PanelProps) {
	// Memoised: a replay repaints, but its run stays the same.
	const frames = useMemo(() => frameTimesOf(run), [run]);
	const series = useMemo(() => seriesOf(run), [run]);

	return (
		<div className="pg-time">
			<PlotView {...{ view, run, frames, series, selection }} />
			<dl className="pg-explained">
				{explain(timing).map(({ name, value, meaning }) => (
					<div key={name}>
						<dt>{name}</dt>
						<dd>{value}</dd>
						<dd className="pg-hint">{meaning}</dd>
					</div>
				))}
			</dl>
			{incidents(timing).map((sentence, i) => (
				<p key={i} className="pg-incident">
					{sentence}
				</p>
			))}
			<FrameTable {...{ run, frames, selection }} />
		</div>
	);
}

interface PlotProps extends Pick<ToolProps, 'view' | 'selection'> {
	run: Snapshot;
	frames: FrameTimes;
	series: Series | undefined;
}

function PlotView({ view, run, frames, series, selection }: PlotProps) {
	const box = useRef<HTMLDivElement>(null);
	const plot = useRef<Plot>(undefined);
	const selected = useStore(selection, (one) => one?.frameIndex);
	const newest = useRef({ frames, series });
	const last = frames.atMs.length - 1;
	const isTimed = series !== undefined;
	const { tape } = view;

	useEffect(() => {
		newest.current = { frames, series };
		if (series) plot.current?.show(series);
	}, [frames, series]);

	useEffect(() => {
		const { series: firstSeries } = newest.current;
		if (!isTimed || !box.current || !firstSeries) return;
		// Created once; newer series are shown in the same plot.
		const created = createPlot(box.current, firstSeries, (ms) => {
			const frame = frameNear(newest.current.frames.atMs, ms);
			if (frame !== undefined) selection.select(frame, 'time');
		});
		plot.current = created;
		return () => {
			plot.current = undefined;
			created.end();
		};
	}, [isTimed, selection]);

	useEffect(() => {
		plot.current?.mark(selected === undefined ? undefined : frames.atMs[selected]);
		plot.current?.veilFrom(tape && !tape.isAtEnd ? tape.atMs : undefined);
	});

	const onKeyDown = (event: KeyboardEvent) => {
		const to = targetOf(event, selected, last);
		if (to === undefined) return;
		event.preventDefault();
		selection.select(to, 'time');
	};

	if (!series) {
		return (
			<p className="pg-nothing">
				The times of this run are unknown: a pasted stream and a saved body have none. A recording
				or a HAR has them.
			</p>
		);
	}
	const description = describe(run, frames, selected);
	return (
		<>
			<p className="pg-legend">
				<span data-line="text">characters of text</span>
				{series.reasoning && <span data-line="reasoning">characters of reasoning</span>}
				{series.tokens && <span data-line="usage">tokens, as the server counts</span>}
				<span data-line="frames">frames, each a tick</span>
				<span data-line="reads">waits between reads, every other one shaded</span>
			</p>
			<div
				className="pg-plot"
				ref={box}
				role="slider"
				tabIndex={0}
				aria-label="Frame on the plot"
				aria-valuemin={0}
				aria-valuemax={last + 1}
				aria-valuenow={selected === undefined ? 0 : Math.min(selected, last) + 1}
				aria-valuetext={description ?? 'none; the arrow keys choose one'}
				onKeyDown={onKeyDown}
			/>
			<p className="pg-hint pg-plot-description" aria-hidden="true">
				{description ?? 'Point at the plot, or move along it with the arrow keys.'}
			</p>
		</>
	);
}

function targetOf(
	{ key, altKey, ctrlKey, metaKey }: KeyboardEvent,
	selected: number | undefined,
	last: number
): number | undefined {
	if (altKey || ctrlKey || metaKey || last < 0) return undefined;
	const at = selected ?? -1;
	const targets: Readonly<Record<string, number>> = {
		ArrowRight: at + 1,
		ArrowUp: at + 1,
		ArrowLeft: at - 1,
		ArrowDown: at - 1,
		PageUp: at + 10,
		PageDown: at - 10,
		Home: 0,
		End: last,
	};
	const target = targets[key];
	return target === undefined ? undefined : Math.min(Math.max(0, target), last);
}

/** For example "Frame 17 of 58, at 1.20 s, in read 17: text, 5 characters". */
function describe(run: Snapshot, frames: FrameTimes, index: number | undefined) {
	if (index === undefined || run.frames[index] === undefined) return undefined;
	const characters = frames.characters[index] ?? 0;
	return (
		`Frame ${index + 1} of ${run.frames.length.toLocaleString('en')}, ` +
		`at ${formatMs(frames.atMs[index])}, in read ${(frames.read[index] ?? 0) + 1}: ` +
		labelOf(run.meanings[index]).word +
		(characters > 0 ? `, ${count(characters, 'character')}` : '')
	);
}

/** The value, throttled while `isFast`. */
function useThrottled<T>(value: T, isFast: boolean): T {
	const [throttled, setThrottled] = useState(value);
	const newest = useRef(value);
	useEffect(() => {
		newest.current = value;
	});
	useEffect(() => {
		if (!isFast) return;
		const timer = setInterval(() => setThrottled(newest.current), REDRAW_MS);
		return () => clearInterval(timer);
	}, [isFast]);
	return isFast ? throttled : value;
}
