/**
 * Plays a recording back as if it were a live run, and shows it at any moment.
 *
 * In      A recording, a clock, a speed.
 * Out     The `Run` interface of a live run, and a tape recorder's: pause, resume, seek, speed.
 * Units   Milliseconds since the request was sent, as recorded, whatever the speed.
 * Errors  `RunStartedTwiceError`, as of a live run. A speed that is not above 0, and a place that is NaN, is a `RangeError`.
 */
import { createAlarm } from '../alarm.ts';
import { RunStartedTwiceError } from '../errors.ts';
import { createListeners } from '../listeners.ts';
import { createPlayhead } from './playhead.ts';
import { takeSnapshot } from '../snapshot.ts';
import type { Recording, Replay, ReplayOptions, Snapshot } from '../types.ts';

export function replay(
	recording: Recording,
	{ clock, speed: firstSpeed = 1 }: ReplayOptions
): Replay {
	const playhead = createPlayhead(recording);
	const listeners = createListeners();
	const alarm = createAlarm(clock);
	const ended = Promise.withResolvers<Snapshot>();
	let speed = checked(firstSpeed);
	let isStarted = false;
	let isPaused = false;
	// Where it stood at a moment of the clock; in between, the clock moves it.
	let fromMs = 0;
	let fromNow = 0;
	let taken: Snapshot | undefined;

	async function start(): Promise<Snapshot> {
		if (isStarted) throw new RunStartedTwiceError();
		isStarted = true;
		changed();
		goOn(fromMs);
		return ended.promise;
	}

	/** From `atMs` on: shows what had come by then, and waits for what comes next. */
	function goOn(atMs: number) {
		fromMs = Math.min(Math.max(0, atMs), playhead.lengthMs);
		fromNow = clock.now();
		alarm.clear();
		if (playhead.moveTo(fromMs)) changed();
		if (isPlaying()) wait();
		else if (isStarted && playhead.phase() === 'ended') atEnd();
	}

	/** It stands still at its end: a seek back shows that place, and `resume()` plays on from it. */
	function atEnd() {
		isPaused = true;
		ended.resolve(snapshot());
	}

	function wait() {
		const nextMs = playhead.nextMs();
		// A recording may have no end: it was saved while its run went on.
		if (nextMs === undefined) return atEnd();
		if (speed === Infinity) return goOn(playhead.lengthMs);
		// A timer may fire early; the next event must then not be missed by a fraction.
		alarm.set((nextMs - position()) / speed, () => goOn(Math.max(nextMs, position())));
	}

	function isPlaying(): boolean {
		return isStarted && !isPaused && playhead.phase() !== 'ended';
	}

	function position(): number {
		if (!isPlaying()) return fromMs;
		const played = speed === Infinity ? Infinity : (clock.now() - fromNow) * speed;
		return Math.min(fromMs + played, playhead.lengthMs);
	}

	function setPaused(value: boolean) {
		if (value === isPaused) return;
		const atMs = position();
		isPaused = value;
		changed();
		goOn(atMs);
	}

	function seek(atMs: number) {
		if (Number.isNaN(atMs)) throw new RangeError('A replay seeks a time in ms, and NaN is none.');
		goOn(atMs);
	}

	function setSpeed(value: number) {
		const atMs = position();
		speed = checked(value);
		goOn(atMs);
	}

	function stop() {
		if (!isStarted || playhead.phase() === 'ended') return;
		fromMs = position();
		alarm.clear();
		playhead.endWith({ kind: 'stopped', atMs: fromMs });
		changed();
		atEnd();
	}

	function changed() {
		taken = undefined;
		listeners.notify();
	}

	function snapshot(): Snapshot {
		const phase = isStarted || fromMs > 0 ? playhead.phase() : 'idle';
		taken ??= takeSnapshot(phase, playhead.recording(), playhead.transcript());
		return taken;
	}

	return {
		start,
		stop,
		subscribe: listeners.subscribe,
		snapshot,
		pause: () => setPaused(true),
		resume: () => setPaused(false),
		get isPaused() {
			return isPaused;
		},
		seek,
		setSpeed,
		position,
		lengthMs: playhead.lengthMs,
	};
}

/** The run as it was `untilMs` after sending, or all of it. At once, without timers. */
export function snapshotOf(recording: Recording, untilMs = Infinity): Snapshot {
	const playhead = createPlayhead(recording);
	playhead.moveTo(untilMs);
	return takeSnapshot(playhead.phase(), playhead.recording(), playhead.transcript());
}

function checked(speed: number): number {
	if (speed > 0) return speed;
	throw new RangeError(
		`A replay's speed is above 0, and ${speed} is not. To stand still, pause it.`
	);
}
