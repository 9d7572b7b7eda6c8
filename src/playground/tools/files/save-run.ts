import type { Snapshot } from '../../../run/index.ts';

/** Saves a run as a file: what it holds is whole, whatever its view does. */
export async function saveRun({ recording }: Pick<Snapshot, 'recording'>): Promise<void> {
	const { save, toFile } = await import('./files.ts');
	save(toFile(recording, 'run', 'json'));
}
