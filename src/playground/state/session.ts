/**
 * The playground's state, in a plain module: the run on the screen, the way to start or stop one, the
 * tape it can be replayed from once it has ended, and the runs before it. `Playground.tsx` is a view over it.
 *
 * A run changes with every read; the screen can show one state a paint. So changes are gathered and
 * listeners hear of them once a paint at most, however fast frames come.
 *
 * Length  One state: what is shown, and what of it is kept. How a tape moves and which runs stay are
 *         modules of their own.
 */
import { createTape, snapshotOf } from '../../run/index.ts';
import type { Recording, Run, Snapshot, Tape, TapeView } from '../../run/index.ts';
import { withinLimits } from './kept-runs.ts';
import type { KeptRun } from './kept-runs.ts';
import type { Settings } from './settings.ts';

/** What stands on the screen before the reader has run anything. */
export interface Opening {
	readonly shown: 'sample' | 'recording';
	readonly title: string;
	readonly snapshot: Snapshot;
}

export interface Recut {
	/** `at line ends`. */
	readonly way: string;
	readonly of: Recording;
}

export interface SessionView {
	/** Numbers the runs of this page: views start afresh when it changes. 0: none yet. */
	readonly runId: number;
	/** What the run on the screen was sent with. The key is not among it. */
	readonly settings: Settings | undefined;
	/** The run at the moment that is shown: the newest while it runs, later wherever the tape stands. */
	readonly snapshot: Snapshot | undefined;
	/** Set from the click on, before the code that runs it has loaded. */
	readonly isRunning: boolean;
	/** `performance.now()` of the click. */
	readonly startedAt: number;
	/** Why no run could be started: its code did not load. */
	readonly failure: string | undefined;
	/**
	 * Where the run on the screen comes from: what stood there first (`sample`, or a page's own
	 * `recording`), the last request (`live`, also when it has ended), an earlier one (`kept`), a file.
	 */
	readonly shown: 'nothing' | Opening['shown'] | 'live' | 'kept' | 'import';
	/** The prompt, the file's name, or what a page's recording is of. */
	readonly title: string;
	/** Where its reads are not as they came: how they were cut, and the recording they were cut from. */
	readonly recut: Recut | undefined;
	/** The run on the screen as it ended, wherever the tape stands. `undefined` while it runs. */
	readonly whole: Snapshot | undefined;
	/** Where the tape stands. `undefined` while the run goes on: there is nothing to replay yet. */
	readonly tape: TapeView | undefined;
	/** The runs in memory that have ended, newest first. */
	readonly runs: readonly KeptRun[];
}

export interface Session {
	/** Also stops the run before it. Every run is kept when it has ended, shown or not. */
	run(settings: Settings, createRun: () => Promise<Run>, recut?: Recut): Promise<void>;
	stop(): void;
	/** Keeps a recording from elsewhere as a run, and shows it. */
	add(recording: Recording, title: string): void;
	/** Shows a kept run again. */
	show(runId: number): void;
	pin(runId: number, isPinned: boolean): void;
	/** Deletes it from memory. On the screen it stays until something else is shown. */
	remove(runId: number): void;
	/** The tape of the run on the screen. */
	tape(): Tape | undefined;
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
	shown: 'nothing',
	title: '',
	recut: undefined,
	whole: undefined,
	tape: undefined,
	runs: [],
};

/**
 * @param schedulePaint Calls back before the next paint, or soon where the page does not paint.
 * @param opening What to show first.
 */
export function createSession(
	schedulePaint: (callback: () => void) => void,
	opening?: Opening
): Session {
	const listeners = new Set<() => void>();
	let view = nothing;
	let current: Run | undefined;
	let tape: Tape | undefined;
	let isScheduled = false;
	let isWanted = false;
	let lastId = 0;
	if (opening) view = { ...view, ...atRest(opening.snapshot), ...opening };

	function set(change: Partial<SessionView>) {
		view = { ...view, ...change };
		for (const listener of listeners) listener();
	}

	function schedule() {
		if (isScheduled) return;
		isScheduled = true;
		schedulePaint(() => {
			isScheduled = false;
			if (current && view.isRunning) set({ snapshot: current.snapshot() });
		});
	}

	/** A run that has ended, with a tape at its end. */
	function atRest(snapshot: Snapshot) {
		const mine = createTape(snapshot, {
			now: () => performance.now(),
			schedulePaint,
			changed: () => {
				if (mine === tape) set({ snapshot: mine.snapshot(), tape: mine.view() });
			},
		});
		tape = mine;
		return { snapshot, whole: snapshot, tape: mine.view(), isRunning: false };
	}

	/** Takes what is on the screen away, for something else. */
	function clear() {
		stop();
		current = undefined;
		const before = tape;
		tape = undefined;
		before?.pause();
		return { ...nothing, runs: view.runs };
	}

	async function run(settings: Settings, createRun: () => Promise<Run>, recut?: Recut) {
		const cleared = clear();
		isWanted = true;
		const runId = ++lastId;
		const title = settings.message;
		set({
			...cleared,
			runId,
			settings,
			title,
			recut,
			shown: 'live',
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
			const shown = view.runId === runId ? atRest(snapshot) : {};
			set({
				...shown,
				runs: kept({ id: runId, title, source: 'sent', snapshot, settings, recut }),
			});
		} catch (error) {
			if (view.runId !== runId) return;
			const said = error instanceof Error ? error.message : String(error);
			set({ isRunning: false, failure: `The playground could not start the run: ${said}` });
		} finally {
			unsubscribe?.();
		}
	}

	function kept(ended: Omit<KeptRun, 'isPinned' | 'keptAt'>) {
		const all = [{ ...ended, isPinned: false, keptAt: new Date() }, ...view.runs];
		return withinLimits(all, view.runId);
	}

	function add(recording: Recording, title: string) {
		const snapshot = snapshotOf(recording);
		const cleared = clear();
		const runId = ++lastId;
		const source = 'import';
		view = { ...cleared, runId, title, shown: source };
		const runs = kept({
			id: runId,
			title,
			source,
			snapshot,
			settings: undefined,
			recut: undefined,
		});
		set({ ...atRest(snapshot), runs });
	}

	function show(runId: number) {
		const found = view.runs.find(({ id }) => id === runId);
		if (!found || runId === view.runId) return;
		const { title, settings, snapshot, source, recut } = found;
		const shown = source === 'import' ? 'import' : 'kept';
		view = { ...clear(), runId, title, settings, recut, shown };
		set(atRest(snapshot));
	}

	function stop() {
		isWanted = false;
		current?.stop();
	}

	return {
		run,
		stop,
		add,
		show,
		pin: (runId, isPinned) =>
			set({ runs: view.runs.map((one) => (one.id === runId ? { ...one, isPinned } : one)) }),
		remove: (runId) => set({ runs: view.runs.filter(({ id }) => id !== runId) }),
		tape: () => tape,
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
