/**
 * The language the reader chose last, here or in a group of tabs on any page: Starlight's tabs keep the
 * label of a choice, and so does this, in the same place. Pages write `<Tabs syncKey="language">` with the
 * labels of `programs.ts`.
 */
const storageKey = 'starlight-synced-tabs__language';

/** Empty where none was chosen, or where the browser stores nothing. */
export function chosenLanguage(): string {
	try {
		return localStorage.getItem(storageKey) ?? '';
	} catch {
		return '';
	}
}

export function chooseLanguage(label: string): void {
	try {
		localStorage.setItem(storageKey, label);
	} catch {
		// The choice then holds for as long as the panel is open.
	}
}
