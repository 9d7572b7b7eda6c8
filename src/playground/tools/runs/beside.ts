/** One request sent twice at once, streamed and not. The state changes at most once per paint. */
import { createStore } from 'zustand/vanilla';
import type { Run, RunOptions, Snapshot } from '../../../run/index.ts';
import { followRuns, oncePerPaint, readOnly } from '../../state/index.ts';
import type { SchedulePaint } from '../../state/index.ts';

export interface BesideView {
	/** How many times it has been sent. */
	readonly sent: number;
	/** `performance.now()` of the click. */
	readonly startedAt: number;
	readonly isRunning: boolean;
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

export function createBeside(schedulePaint: SchedulePaint) {
	const store = createStore<BesideView>(() => nothing);
	const { getState, setState } = store;
	let current: Pair | undefined;

	const showNewest = oncePerPaint(schedulePaint, () => {
		if (!current) return;
		setState({ streamed: current.streamed.snapshot(), whole: current.whole.snapshot() });
	});

	async function start(createPair: () => Promise<Pair>) {
		stop();
		current = undefined;
		const sent = getState().sent + 1;
		const isNewest = () => getState().sent === sent;
		setState({ ...nothing, sent, isRunning: true, startedAt: performance.now() });
		try {
			const pair = await createPair();
			if (!isNewest()) return;
			current = pair;
			const [streamed, whole] = await followRuns([pair.streamed, pair.whole], showNewest);
			if (isNewest()) setState({ streamed, whole, isRunning: false });
		} catch (error) {
			if (!isNewest()) return;
			const reason = error instanceof Error ? error.message : String(error);
			setState({ isRunning: false, failure: `The two requests could not be sent: ${reason}` });
		}
	}

	function stop() {
		current?.streamed.stop();
		current?.whole.stop();
	}

	return { ...readOnly(store), start, stop };
}

/** The same request without streaming, and without `stream_options`, which servers would then refuse. */
export function notStreamed({ body, ...rest }: RunOptions['request']): RunOptions['request'] {
	const { stream_options: _, ...asked } = body;
	return { ...rest, body: { ...asked, model: body.model, messages: body.messages, stream: false } };
}
