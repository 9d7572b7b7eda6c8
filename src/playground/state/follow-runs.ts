import type { Run, Snapshot } from '../../run/index.ts';

/**
 * Starts runs and resolves with their snapshots once all have ended. `changed` is called with every read;
 * when this returns, nobody listens to the runs any more. Rejects only if a run cannot be started or breaks.
 */
export async function followRuns(runs: readonly Run[], changed: () => void): Promise<Snapshot[]> {
	const unsubscribes = runs.map((run) => run.subscribe(changed));
	try {
		return await Promise.all(runs.map((run) => run.start()));
	} finally {
		for (const unsubscribe of unsubscribes) unsubscribe();
	}
}
