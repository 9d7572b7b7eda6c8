/** The reader's base URL and model in the code of this page; fetched once there is a choice. */
import { loadChoice } from '../snippets/index.ts';
import { createCodeView } from './code-view.ts';

const show = createCodeView(document);

/** Left out, it is the stored one. */
export function showChoice(choice = loadChoice(() => localStorage)): void {
	show(choice);
}
