/**
 * The language the reader chose last, here or in tabs on any page. Starlight's tabs store the label of the
 * choice, and this uses the same storage key. Pages write `<Tabs syncKey="language">` with the labels of
 * `programs.ts`.
 */
const STORAGE_KEY = 'starlight-synced-tabs__language';

/** Empty if none was chosen, or if storage is blocked. */
export function chosenLanguage(): string {
	try {
		return localStorage.getItem(STORAGE_KEY) ?? '';
	} catch {
		return '';
	}
}

export function chooseLanguage(label: string): void {
	try {
		localStorage.setItem(STORAGE_KEY, label);
	} catch {
		// Storage is blocked: the choice lasts while the panel is open.
	}
}
