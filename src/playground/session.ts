/**
 * The playground's state, in a plain module: the run on the screen and the way to start or stop one.
 * `Playground.tsx` is a view over it.
 *
 * A run changes with every read; the screen can show one state a paint. So changes are gathered and
 * listeners hear of them once a paint at most, however fast frames come.
 */
import type { Run, Snapshot } from '../run/index.ts';
import type { Settings } from './settings.ts';

export interface SessionView {
	/** Numbers the runs of this page: views start afresh when it changes. 0: none yet. */
	readonly runId: number;
	/** What the run on the screen was sent with. The key is not among it. */
	readonly settings: Settings | undefined;
	readonly snapshot: Snapshot | undefined;
	/** Set from the click on, before the code that runs it has loaded. */
	readonly isRunning: boolean;
	/** `performance.now()` of the click. */
	readonly startedAt: number;
	/** Why no run could be started: its code did not load. */
	readonly failure: string | undefined;
}

export interface Session {
	run(settings: Settings, createRun: () => Promise<Run>): Promise<void>;
	stop(): void;
	subscribe(listener: () => void): () => void;
	view(): SessionView;
}

const nothing: SessionView = {
	runId: 0,
	settings: undefined,
	snapshot: undefined,
	isRunning: false,
	startedAt: 0,
	failure: undefined,
};

/** @param schedulePaint Calls back before the next paint, or soon where the page does not paint. */
export function createSession(schedulePaint: (callback: () => void) => void): Session {
	const listeners = new Set<() => void>();
	let view = nothing;
	let current: Run | undefined;
	let isScheduled = false;
	let isWanted = false;

	function set(change: Partial<SessionView>) {
		view = { ...view, ...change };
		for (const listener of listeners) listener();
	}

	function schedule() {
		if (isScheduled) return;
		isScheduled = true;
		schedulePaint(() => {
			isScheduled = false;
			if (current) set({ snapshot: current.snapshot() });
		});
	}

	async function run(settings: Settings, createRun: () => Promise<Run>) {
		stop();
		current = undefined;
		isWanted = true;
		const runId = view.runId + 1;
		set({
			...nothing,
			runId,
			settings,
			isRunning: true,
			startedAt: performance.now(),
		});
		let unsubscribe: (() => void) | undefined;
		try {
			const made = await createRun();
			if (view.runId !== runId) return;
			current = made;
			unsubscribe = made.subscribe(schedule);
			const started = made.start();
			// Stop was pressed while the code was loading.
			if (!isWanted) made.stop();
			const snapshot = await started;
			if (view.runId === runId) set({ snapshot, isRunning: false });
		} catch (error) {
			if (view.runId !== runId) return;
			const said = error instanceof Error ? error.message : String(error);
			set({ isRunning: false, failure: `The playground could not start the run: ${said}` });
		} finally {
			unsubscribe?.();
		}
	}

	function stop() {
		isWanted = false;
		current?.stop();
	}

	return {
		run,
		stop,
		subscribe: (listener) => {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		view: () => view,
	};
}

/** Before the next paint; a hidden page does not paint, so there a timer stands in. */
export function atPaint(callback: () => void): void {
	if (document.visibilityState === 'hidden') setTimeout(callback, 250);
	else requestAnimationFrame(callback);
}
