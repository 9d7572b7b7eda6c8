/**
 * The playback controls of a run that has ended: stop at any frame, play at any speed.
 *
 * Out     `snapshot()` is what to show, `view()` the position of the tape. At its end the tape shows the
 *         run itself, with the client's result. A run whose times are unknown cannot play, only step.
 * Units   ms since the request was sent, as recorded, whatever the speed.
 */
import type { Snapshot } from '../types.ts';
import { createMoments } from './moments.ts';
import { stopAt, stopsOf } from './stops.ts';

export const SPEEDS = [0.25, 0.5, 1, 2, 4, 8] as const;

export interface TapeView {
	/** The last stop reached (see `stops.ts`). */
	readonly stop: number;
	readonly lastStop: number;
	/** Frames that have arrived by this point. */
	readonly frames: number;
	readonly allFrames: number;
	/** May lie between stops while playing. `undefined` where times are unknown. */
	readonly atMs: number | undefined;
	readonly lengthMs: number | undefined;
	readonly isAtEnd: boolean;
	readonly isPlaying: boolean;
	readonly speed: number;
}

export interface Tape {
	view(): TapeView;
	snapshot(): Snapshot;
	/** Plays from the current position, or from the start if that is the end. */
	play(): void;
	pause(): void;
	/** Moves this many frames forward; backward if negative. */
	step(frames: number): void;
	toStop(stop: number): void;
	toTime(atMs: number): void;
	setSpeed(speed: number): void;
}

interface Environment {
	/** ms. */
	now(): number;
	schedulePaint(callback: () => void): void;
	changed(): void;
}

export function createTape(whole: Snapshot, { now, schedulePaint, changed }: Environment): Tape {
	const stops = stopsOf(whole);
	const momentAt = createMoments(whole);
	const { lengthMs } = stops;
	const { reads } = whole.recording;
	let speed = 1;
	let isPlaying = false;
	// Counts calls of `play`: a paint scheduled before a pause must not continue after it.
	let playCount = 0;
	// Playing from tape position `fromMs`, which the clock's `fromNow` corresponds to.
	let fromNow = 0;
	let fromMs = 0;
	let stop = stops.last;
	let atMs = lengthMs;
	let shown = whole;
	let view = createView();

	function createView(): TapeView {
		return {
			stop,
			lastStop: stops.last,
			frames: stops.frames[stop] ?? 0,
			allFrames: whole.frames.length,
			atMs,
			lengthMs,
			isAtEnd: stop === stops.last,
			isPlaying,
			speed,
		};
	}

	function show(newStop: number, newMs: number | undefined) {
		const oldStop = stop;
		const oldMs = atMs;
		stop = newStop;
		atMs = newMs;
		if (stop === stops.last) shown = whole;
		else if (stop !== oldStop || (newMs !== oldMs && isEventBetween(stop, oldMs, newMs))) {
			const frames = stops.frames[stop] ?? 0;
			shown = momentAt({ frames, reads: readsBy(stop, newMs), atMs: newMs });
		}
		view = createView();
		changed();
	}

	/** Whether an event that is not a stop (the head, or a read that ends no frame) lies between two times. */
	function isEventBetween(lastStop: number, oldMs = 0, newMs = 0): boolean {
		const headMs = whole.recording.response?.atMs;
		const isCrossed = (ms: number) => oldMs < ms !== newMs < ms;
		return (
			(headMs !== undefined && isCrossed(headMs)) ||
			readsBy(lastStop, oldMs) !== readsBy(lastStop, newMs)
		);
	}

	/** Reads that had arrived by then: those of the stop, and later ones that completed no frame. */
	function readsBy(lastStop: number, ms: number | undefined): number {
		let count = stops.reads[lastStop] ?? 0;
		if (ms === undefined) return count;
		const nextCount = stops.reads[lastStop + 1] ?? 0;
		while (count < nextCount - 1 && (reads[count]?.atMs ?? Infinity) <= ms) count++;
		return count;
	}

	function toStop(target: number) {
		isPlaying = false;
		const newStop = Math.min(Math.max(0, target), stops.last);
		show(newStop, lengthMs === undefined ? undefined : stops.atMs[newStop]);
	}

	function toTime(ms: number) {
		if (lengthMs === undefined) return;
		fromMs = Math.min(Math.max(0, ms), lengthMs);
		fromNow = now();
		show(stopAt(stops, fromMs), fromMs);
	}

	function play() {
		if (lengthMs === undefined || isPlaying) return;
		isPlaying = true;
		toTime(stop === stops.last ? 0 : (atMs ?? 0));
		const playId = ++playCount;
		schedulePaint(() => tick(playId));
	}

	function tick(playId: number) {
		if (lengthMs === undefined || !isPlaying || playId !== playCount) return;
		const ms = fromMs + (now() - fromNow) * speed;
		if (ms >= lengthMs) isPlaying = false;
		else schedulePaint(() => tick(playId));
		show(stopAt(stops, ms), Math.min(ms, lengthMs));
	}

	return {
		view: () => view,
		snapshot: () => shown,
		play,
		pause() {
			isPlaying = false;
			show(stop, atMs);
		},
		step: (frames) => toStop(stop + frames),
		toStop,
		toTime,
		setSpeed(value) {
			speed = value;
			if (isPlaying && atMs !== undefined) toTime(atMs);
			else show(stop, atMs);
		},
	};
}
