/** Pagefind's interface in place of the plain box; fetched when the search is opened. */
import { PagefindUI } from '@pagefind/default-ui/npm_dist/mjs/ui-core.mjs';
import { pagefindUserConfig } from 'virtual:starlight/pagefind-config';
import { addressOf } from '../address.ts';
import { addSheet } from '../styles/index.ts';
import sheet from './search.css?url&no-inline';

/** Takes over the words and the focus that the box has when the style sheet is there. */
export async function showInterface(search: HTMLElement, box: HTMLInputElement): Promise<void> {
	await addSheet(sheet);
	const place = box.parentElement;
	const hadFocus = document.activeElement === box;
	const words = box.value;
	place?.replaceChildren();
	const ui = new PagefindUI({
		...pagefindUserConfig,
		element: '#starlight__search',
		baseUrl: addressOf('/'),
		bundlePath: addressOf('/pagefind/'),
		showImages: false,
		showSubResults: true,
		translations: JSON.parse(search.dataset['translations'] ?? '{}'),
	});
	if (words !== '') ui.triggerSearch(words);
	if (hadFocus) place?.querySelector('input')?.focus();
}
