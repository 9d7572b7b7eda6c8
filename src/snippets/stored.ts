/** Whether a choice is stored: all that a page needs to know before it fetches the code that reads one. */
export const STORAGE_KEY = 'code-choice';

export function hasChoice(storage: () => Storage): boolean {
	try {
		return storage().getItem(STORAGE_KEY) !== null;
	} catch {
		// Storage is blocked, so nothing is stored.
		return false;
	}
}
