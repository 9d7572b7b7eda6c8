/**
 * Finds the shortcut for a key press; `undefined` if the key belongs to the page, the field or the browser.
 *
 * Source  WCAG 2.1.4: keys without Ctrl, Alt or Cmd can be turned off. They also do not work while the focus
 *         is elsewhere on the page, which the caller ensures.
 */
import { SHORTCUTS } from './actions.ts';
import type { ActionId, Shortcut } from './actions.ts';

export interface KeyPress {
	readonly key: string;
	readonly ctrlKey: boolean;
	readonly metaKey: boolean;
	readonly altKey: boolean;
	readonly isComposing: boolean;
}

export interface Focused {
	/** Uses letter keys itself: a text field, or a list of choices. */
	readonly takesText: boolean;
	/** Uses space and Enter itself: a button, a link, a checkbox. */
	readonly takesPresses: boolean;
	/** Closes something on Escape, such as a list of suggestions. */
	readonly takesEscape: boolean;
}

/** Space is left to the page, which scrolls. */
export const NOTHING_FOCUSED: Focused = {
	takesText: false,
	takesPresses: true,
	takesEscape: false,
};

export function matchShortcut(
	press: KeyPress,
	focused: Focused,
	singleKeys: boolean
): ActionId | undefined {
	if (press.isComposing || press.altKey) return undefined;
	const isMod = press.ctrlKey || press.metaKey;
	const name = isMod ? `Mod+${press.key}` : press.key;
	const rows: readonly (Shortcut & { id: ActionId })[] = SHORTCUTS;
	const row = rows.find(({ keys }) => keys.includes(name));
	if (row === undefined) return undefined;
	if (press.key === 'Escape') return focused.takesEscape ? undefined : row.id;
	if (isMod) return row.id;
	if (!singleKeys || (focused.takesText && !row.inFields)) return undefined;
	return press.key === ' ' && focused.takesPresses ? undefined : row.id;
}

export function describeFocus(element: Element): Focused {
	return {
		takesText: element.matches(
			'textarea, select, [contenteditable]:not([contenteditable=false]), [role=textbox], ' +
				'input:not([type=radio], [type=checkbox], [type=button], [type=range])'
		),
		takesPresses: element.matches('button, a, summary, input, select, [role=slider], [role=tab]'),
		takesEscape: element.matches('select, input[list]') || element.closest('dialog') !== null,
	};
}
