/**
 * Which shortcut a key press means, if any.
 *
 * In      What a `keydown` event says, and the element that has the focus.
 * Out     The row of the table. `undefined`: the key is the page's, the field's or the browser's.
 * Source  WCAG 2.1.4: keys without Ctrl, Alt or Cmd can be turned off. Nor do they work where the focus is
 *         elsewhere on the page, which the caller sees to.
 */
import { shortcuts } from './actions.ts';
import type { ActionId, Shortcut } from './actions.ts';

export interface KeyPress {
	readonly key: string;
	readonly ctrlKey: boolean;
	readonly metaKey: boolean;
	readonly altKey: boolean;
	readonly isComposing: boolean;
}

export interface Focused {
	/** It takes text, or has a use of its own for letters, as a list of choices has. */
	readonly takesText: boolean;
	/** It has a use of its own for space and Enter: a button, a link, a box to tick. */
	readonly takesPresses: boolean;
	/** It closes something on Escape: a list of suggestions. */
	readonly takesEscape: boolean;
}

/** Space then scrolls the page. */
export const nothingFocused: Focused = {
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
	const rows: readonly (Shortcut & { id: ActionId })[] = shortcuts;
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
