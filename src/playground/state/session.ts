/**
 * The session: the run on the screen, the way to start or stop one, the tape it can be replayed from once it
 * has ended, and the runs before it.
 *
 * A run changes with every read; the store changes once a paint at most, however fast frames come.
 */
import { createStore } from 'zustand/vanilla';
import { createTape, snapshotOf } from '../../run/index.ts';
import type { Recording, Run, Snapshot, Tape, TapeView } from '../../run/index.ts';
import { followRuns } from './follow-runs.ts';
import { withinLimits } from './kept-runs.ts';
import type { KeptRun, Recut } from './kept-runs.ts';
import { oncePerPaint } from './paint.ts';
import type { SchedulePaint } from './paint.ts';
import type { Settings } from './settings.ts';
import { readOnly } from './store.ts';
import type { ReadonlyStore } from './store.ts';

/** What is shown before the reader has run anything. */
export interface Opening {
	readonly shown: 'sample' | 'recording';
	readonly title: string;
	readonly snapshot: Snapshot;
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
	/** For a re-cut run: how its reads were cut, and the recording they were cut from. */
	readonly recut: Recut | undefined;
	/** The run on the screen as it ended, wherever the tape stands. `undefined` while it runs. */
	readonly whole: Snapshot | undefined;
	/** Where the tape stands. `undefined` while the run goes on, and where some of it is no longer kept. */
	readonly tape: TapeView | undefined;
	/** The runs in memory that have ended, newest first. */
	readonly runs: readonly KeptRun[];
}

export interface Session extends ReadonlyStore<SessionView> {
	/** Also stops the run before it. Every run is kept when it has ended, shown or not. */
	run(settings: Settings, createRun: () => Promise<Run>, recut?: Recut): Promise<void>;
	stop(): void;
	/** Shows what the page opens on, unless the reader has run or opened something by now. */
	open(opening: Opening): void;
	/** Keeps an imported recording as a run, and shows it. */
	add(recording: Recording, title: string): void;
	/** Shows a kept run again. */
	show(runId: number): void;
	pin(runId: number, isPinned: boolean): void;
	/** Deletes it from memory. On the screen it stays until something else is shown. */
	remove(runId: number): void;
	/** The tape of the run on the screen. */
	tape(): Tape | undefined;
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
export function createSession(schedulePaint: SchedulePaint, opening?: Opening): Session {
	let current: Run | undefined;
	let tape: Tape | undefined;
	let isStopWanted = false;
	let lastId = 0;
	const store = createStore<SessionView>(() =>
		opening ? { ...nothing, ...atRest(opening.snapshot), ...opening } : nothing
	);
	const { getState, setState } = store;

	const showNewest = oncePerPaint(schedulePaint, () => {
		if (current && getState().isRunning) setState({ snapshot: current.snapshot() });
	});

	/** A run that has ended, with a tape at its end. */
	function atRest(snapshot: Snapshot) {
		// What is no longer there cannot be played.
		if (snapshot.letGo) {
			tape = undefined;
			return { snapshot, whole: snapshot, tape, isRunning: false };
		}
		const created = createTape(snapshot, {
			now: () => performance.now(),
			schedulePaint,
			changed: () => {
				if (created === tape) setState({ snapshot: created.snapshot(), tape: created.view() });
			},
		});
		tape = created;
		return { snapshot, whole: snapshot, tape: created.view(), isRunning: false };
	}

	/** Clears the screen for another run. */
	function clear() {
		stop();
		current = undefined;
		const before = tape;
		tape = undefined;
		before?.pause();
		return { ...nothing, runs: getState().runs };
	}

	async function run(settings: Settings, createRun: () => Promise<Run>, recut?: Recut) {
		const cleared = clear();
		isStopWanted = false;
		const runId = ++lastId;
		const isShown = () => getState().runId === runId;
		const title = settings.message;
		const startedAt = performance.now();
		setState({
			...cleared,
			runId,
			settings,
			title,
			recut,
			startedAt,
			shown: 'live',
			isRunning: true,
		});
		try {
			const created = await createRun();
			if (!isShown()) return;
			current = created;
			const ended = followRuns([created], showNewest);
			// Stop was pressed while the code was loading.
			if (isStopWanted) created.stop();
			for (const snapshot of await ended) {
				setState({
					...(isShown() && atRest(snapshot)),
					runs: withRun(
						{ id: runId, title, source: 'sent', snapshot, settings, recut },
						getState()
					),
				});
			}
		} catch (error) {
			if (!isShown()) return;
			const reason = error instanceof Error ? error.message : String(error);
			const failure = `The playground could not start the run: ${reason}`;
			setState({ isRunning: false, failure });
		}
	}

	function open(first: Opening) {
		const { shown } = getState();
		if (shown !== 'sample' && shown !== 'recording') return;
		setState({ ...clear(), runId: ++lastId, ...first, ...atRest(first.snapshot) });
	}

	function add(recording: Recording, title: string) {
		const snapshot = snapshotOf(recording);
		const cleared = clear();
		const id = ++lastId;
		const source = 'import';
		const imported = {
			id,
			title,
			source,
			snapshot,
			settings: undefined,
			recut: undefined,
		} as const;
		const runs = withRun(imported, { runId: id, runs: cleared.runs });
		setState({ ...cleared, runId: id, title, shown: source, ...atRest(snapshot), runs });
	}

	function show(runId: number) {
		const found = getState().runs.find(({ id }) => id === runId);
		if (!found || runId === getState().runId) return;
		const { title, settings, snapshot, source, recut } = found;
		const shown = source === 'import' ? 'import' : 'kept';
		setState({ ...clear(), runId, title, settings, recut, shown, ...atRest(snapshot) });
	}

	function stop() {
		isStopWanted = true;
		current?.stop();
	}

	return {
		...readOnly(store),
		run,
		stop,
		open,
		add,
		show,
		pin: (runId, isPinned) =>
			setState(({ runs }) => ({
				runs: runs.map((one) => (one.id === runId ? { ...one, isPinned } : one)),
			})),
		remove: (runId) => setState(({ runs }) => ({ runs: runs.filter(({ id }) => id !== runId) })),
		tape: () => tape,
	};
}

/** The kept runs with one that has just ended; some of the others may have to go for it. */
function withRun(
	ended: Omit<KeptRun, 'isPinned' | 'keptAt'>,
	{ runs, runId }: Pick<SessionView, 'runs' | 'runId'>
): readonly KeptRun[] {
	return withinLimits([{ ...ended, isPinned: false, keptAt: new Date() }, ...runs], runId);
}

/** The recorded run that stands in, until it is touched. */
export function isSample({ shown, tape }: SessionView): boolean {
	return shown === 'sample' && tape?.isAtEnd === true && !tape.isPlaying;
}

/** More will arrive, from the server or from the tape. */
export function isOpen({ isRunning, tape }: SessionView): boolean {
	return isRunning || (tape !== undefined && !tape.isAtEnd);
}
