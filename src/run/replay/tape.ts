/**
 * The tape recorder under a run that has ended: stand at any frame, play on at any speed.
 *
 * In      The run as it ended; a clock and a paint to keep time by.
 * Out     `snapshot()`, what is to be shown, and `view()`, where the tape stands. At its end it shows the
 *         run itself, with what the client made of it.
 * Units   ms since the request was sent, as recorded, whatever the speed.
 * Errors  None. A run whose times are unknown does not play: it steps.
 */
import type { Snapshot } from '../types.ts';
import { createMoments } from './moments.ts';
import { stopAt, stopsOf } from './stops.ts';

export const speeds = [0.25, 0.5, 1, 2, 4, 8] as const;

export interface TapeView {
	/** Where it stands: a stop of `stops.ts`, the last come. */
	readonly stop: number;
	readonly lastStop: number;
	/** Frames that have come here, and all there are. */
	readonly frames: number;
	readonly allFrames: number;
	/** Between stops too, while it plays. `undefined`: the times are unknown. */
	readonly atMs: number | undefined;
	readonly lengthMs: number | undefined;
	readonly isAtEnd: boolean;
	readonly isPlaying: boolean;
	readonly speed: number;
}

export interface Tape {
	view(): TapeView;
	snapshot(): Snapshot;
	/** From where it stands; from the start where that is the end. */
	play(): void;
	pause(): void;
	/** So many frames on, or back. */
	step(frames: number): void;
	toStop(stop: number): void;
	toTime(atMs: number): void;
	setSpeed(speed: number): void;
}

interface Surroundings {
	/** ms. */
	now(): number;
	schedulePaint(callback: () => void): void;
	changed(): void;
}

export function createTape(whole: Snapshot, { now, schedulePaint, changed }: Surroundings): Tape {
	const stops = stopsOf(whole);
	const momentAt = createMoments(whole);
	const { lengthMs } = stops;
	const { reads } = whole.recording;
	let speed = 1;
	let isPlaying = false;
	// Numbers the times it was set going: a paint asked for before a pause must not go on after it.
	let going = 0;
	// Where it stood at a moment of the clock; while it plays, the clock moves it on.
	let fromNow = 0;
	let fromMs = 0;
	let stop = stops.last;
	let atMs = lengthMs;
	let shown = whole;
	let view = look();

	function look(): TapeView {
		return {
			stop,
			lastStop: stops.last,
			frames: stops.frames[stop]!,
			allFrames: whole.frames.length,
			atMs,
			lengthMs,
			isAtEnd: stop === stops.last,
			isPlaying,
			speed,
		};
	}

	function show(newStop: number, newMs: number | undefined) {
		const before = stop;
		const hadMs = atMs;
		stop = newStop;
		atMs = newMs;
		if (stop === stops.last) shown = whole;
		else if (stop !== before || (newMs !== hadMs && isBetween(before, hadMs, newMs))) {
			shown = momentAt({ frames: stops.frames[stop]!, reads: readsBy(stop, newMs), atMs: newMs });
		}
		view = look();
		changed();
	}

	/** Whether something that is no stop, a head or a read without a frame's end, lies between. */
	function isBetween(at: number, hadMs = 0, toMs = 0): boolean {
		const headMs = whole.recording.response?.atMs;
		const crossed = (ms: number) => hadMs < ms !== toMs < ms;
		return (headMs !== undefined && crossed(headMs)) || readsBy(at, hadMs) !== readsBy(at, toMs);
	}

	/** Reads that had come: those of the stop, and those since that completed no frame. */
	function readsBy(at: number, ms: number | undefined): number {
		let count = stops.reads[at]!;
		if (ms === undefined || (stops.reads[at + 1] ?? 0) <= count) return count;
		while (count < stops.reads[at + 1]! - 1 && (reads[count]!.atMs ?? Infinity) <= ms) count++;
		return count;
	}

	function toStop(to: number) {
		isPlaying = false;
		const within = Math.min(Math.max(0, to), stops.last);
		show(within, lengthMs === undefined ? undefined : stops.atMs[within]);
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
		toTime(stop === stops.last ? 0 : atMs!);
		const mine = ++going;
		schedulePaint(() => goOn(mine));
	}

	function goOn(mine: number) {
		if (!isPlaying || mine !== going) return;
		const ms = fromMs + (now() - fromNow) * speed;
		if (ms >= lengthMs!) isPlaying = false;
		else schedulePaint(() => goOn(mine));
		show(stopAt(stops, ms), Math.min(ms, lengthMs!));
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
			if (isPlaying) toTime(atMs!);
			else show(stop, atMs);
		},
	};
}
