import type { Snapshot } from '../../run/index.ts';
import { loadFiles } from '../lazy.ts';
import type { Session } from './session.ts';

/** Saves a run as a file; it is complete even if a view of it has failed. */
export async function saveRun({ recording }: Pick<Snapshot, 'recording'>): Promise<void> {
	const { save, toFile } = await loadFiles();
	save(toFile(recording, 'run', 'json'));
}

/** Saves the run on the screen, wherever its tape stands. */
export async function saveShown(session: Session): Promise<void> {
	const { whole, snapshot } = session.getState();
	const run = whole ?? snapshot;
	if (run) await saveRun(run);
}
