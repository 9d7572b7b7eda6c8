/** What the form of `CodeChoice.astro` does; fetched when it is used. */
import {
	clearChoice,
	loadChoice,
	PRINTED,
	readChoice,
	saveChoice,
	type Choice,
} from '../snippets/index.ts';

const NAMES = ['baseURL', 'model'] as const;
const storage = () => localStorage;

function tellPage(choice: Choice) {
	dispatchEvent(new CustomEvent('code-choice', { detail: choice }));
}

export type ChoiceForm = ReturnType<typeof createChoiceForm>;

export function createChoiceForm(form: HTMLFormElement) {
	// CodeChoice.astro has a field for each name.
	const field = (name: keyof Choice) =>
		form.querySelector<HTMLInputElement>(`[data-field="${name}"]`)!;
	// And it has a status.
	const status = form.querySelector('[role="status"]')!;
	const idle = status.textContent;

	const fill = (choice: Choice) => {
		for (const name of NAMES) {
			field(name).value = choice[name] === PRINTED[name] ? '' : choice[name];
		}
	};
	const showStatus = (text: string, wrongField?: keyof Choice) => {
		status.textContent = text;
		for (const name of NAMES) field(name).ariaInvalid = name === wrongField ? 'true' : null;
		status.toggleAttribute('data-wrong', wrongField !== undefined);
	};
	// What was typed while this was fetched stays.
	if (NAMES.every((name) => field(name).value === '')) fill(loadChoice(storage));

	return {
		fill,
		use() {
			const read = readChoice({ baseURL: field('baseURL').value, model: field('model').value });
			if (!read.choice) {
				showStatus(read.problem, read.field);
				field(read.field).focus();
				return;
			}
			const isKept = saveChoice(storage, read.choice);
			tellPage(read.choice);
			showStatus(
				isKept
					? 'All code on this site names them now.'
					: 'The code on this page names them now. This browser keeps nothing, so other pages do not.'
			);
		},
		reset() {
			clearChoice(storage);
			tellPage(PRINTED);
			showStatus(`All code is as printed. ${idle.trim()}`);
		},
	};
}
