/**
 * One request sent twice at once, streamed and not: the state of both, in a plain module.
 *
 * In      Two runs, made when they are wanted.
 * Out     `view()`: a snapshot of each, at most one a paint.
 * Errors  None thrown: what goes wrong is an outcome of a run, or `failure` where none could be started.
 */
import type { Run, RunOptions, Snapshot } from '../../../run/index.ts';

export interface BesideView {
	/** 0: nothing has been sent. */
	readonly sent: number;
	/** `performance.now()` of the click. */
	readonly startedAt: number;
	readonly isRunning: boolean;
	/** Each until it has ended: its clock runs. */
	readonly streamed: Snapshot | undefined;
	readonly whole: Snapshot | undefined;
	readonly failure: string | undefined;
}

const nothing: BesideView = {
	sent: 0,
	startedAt: 0,
	isRunning: false,
	streamed: undefined,
	whole: undefined,
	failure: undefined,
};

export interface Pair {
	readonly streamed: Run;
	readonly whole: Run;
}

export function createBeside(schedulePaint: (callback: () => void) => void) {
	const listeners = new Set<() => void>();
	let view = nothing;
	let current: Pair | undefined;
	let isScheduled = false;

	function set(change: Partial<BesideView>) {
		view = { ...view, ...change };
		for (const listener of listeners) listener();
	}

	function look() {
		if (!current) return;
		set({ streamed: current.streamed.snapshot(), whole: current.whole.snapshot() });
	}

	function schedule() {
		if (isScheduled) return;
		isScheduled = true;
		schedulePaint(() => {
			isScheduled = false;
			look();
		});
	}

	async function start(make: () => Promise<Pair>) {
		stop();
		current = undefined;
		const sent = view.sent + 1;
		set({ ...nothing, sent, isRunning: true, startedAt: performance.now() });
		try {
			const pair = await make();
			if (view.sent !== sent) return;
			current = pair;
			const runs = [pair.streamed, pair.whole];
			for (const run of runs) run.subscribe(schedule);
			await Promise.all(runs.map((run) => run.start()));
			if (view.sent !== sent) return;
			look();
			set({ isRunning: false });
		} catch (error) {
			if (view.sent !== sent) return;
			const said = error instanceof Error ? error.message : String(error);
			set({ isRunning: false, failure: `The two requests could not be sent: ${said}` });
		}
	}

	function stop() {
		current?.streamed.stop();
		current?.whole.stop();
	}

	return {
		start,
		stop,
		subscribe: (listener: () => void) => {
			listeners.add(listener);
			return () => {
				listeners.delete(listener);
			};
		},
		view: () => view,
	};
}

/** The same request, not to be streamed. `stream_options` goes with it: servers refuse it then. */
export function notStreamed({ body, ...rest }: RunOptions['request']): RunOptions['request'] {
	const { stream_options: _, ...asked } = body;
	return { ...rest, body: { ...asked, model: body.model, messages: body.messages, stream: false } };
}
