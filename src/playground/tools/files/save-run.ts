import type { Snapshot } from '../../../run/index.ts';

/** Saves a run as a file. For when its view has failed: the recording is intact. */
export async function saveRun({ recording }: Pick<Snapshot, 'recording'>): Promise<void> {
	const { save, toFile } = await import('./files.ts');
	save(toFile(recording, 'run', 'json'));
}
