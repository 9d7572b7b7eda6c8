import type { Recording, Replay, ReplayOptions, Snapshot } from './types.ts';

export function replay(_recording: Recording, _options: ReplayOptions): Replay {
	throw new Error('replay() is being written.');
}

/** The run as it was `untilMs` after sending, or as it ended. At once, without timers. */
export function snapshotOf(_recording: Recording, _untilMs?: number): Snapshot {
	throw new Error('snapshotOf() is being written.');
}
