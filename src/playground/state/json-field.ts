/**
 * Fields of the form that hold JSON.
 *
 * Out     The value; `undefined` for an empty field; or a sentence that names the line and what is wrong there. It
 *         quotes a character at most: the text may hold a key that was pasted into the wrong box.
 */
import { isObject, jsonBreak } from '../../chat/index.ts';

export type ReadJSON = { value: unknown } | { problem: string };

/** As deep as the demo takes it, and no deeper than what writes it as a program. */
const MAX_DEPTH = 60;

export function readTools(typed: string): ReadJSON {
	return readJSON('Tools', typed, (value) =>
		Array.isArray(value) && value.length > 0
			? undefined
			: 'must be a list of tools: [{"type": "function", …}]'
	);
}

export function readResponseFormat(typed: string): ReadJSON {
	return readJSON('Response format', typed, (value) =>
		isObject(value) ? undefined : 'must be an object: {"type": "json_object"}'
	);
}

function readJSON(
	name: string,
	typed: string,
	misfit: (value: unknown) => string | undefined
): ReadJSON {
	const text = typed.trim();
	if (text === '') return { value: undefined };
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return { problem: `${name}: ${whereItBreaks(typed)}` };
	}
	const problem = misfit(value) ?? unsendable(value);
	return problem === undefined ? { value } : { problem: `${name} ${problem}.` };
}

/** Line ends as an editor counts them. */
function whereItBreaks(typed: string): string {
	// White space before and after a value is JSON.
	const at = jsonBreak(typed) ?? typed.length;
	if (typed.slice(at).trim() === '') {
		const lastLine = typed.trimEnd().split('\n').length;
		return `the JSON ends too early, in line ${lastLine}. Close what is open.`;
	}
	const lines = typed.slice(0, at).split('\n');
	// By code points, as a reader counts.
	const column = [...(lines.at(-1) ?? '')].length + 1;
	const [character = ''] = typed.slice(at);
	return `line ${lines.length}, character ${column} is not JSON. ${adviceOn(character, typed.slice(0, at))}`;
}

function adviceOn(character: string, before: string): string {
	if (/['‘’“”]/.test(character)) return 'Strings need double quotes: ".';
	if (/[\]}]/.test(character) && before.trimEnd().endsWith(','))
		return 'Remove the comma before it.';
	if (/["[{]/.test(character) && /["\]}\w]\s*$/.test(before))
		return 'Is there a comma missing before it?';
	if (character === '/' || character === '#') return 'JSON has no comments.';
	if (/[\n\r\t]/.test(character))
		return 'A string ends on its line; write \\n for a line break in it.';
	return /[\p{L}_]/u.test(character)
		? 'Names and strings need double quotes.'
		: 'Correct it, or clear the field.';
}

/** What JSON can say and a request cannot: level by level, as it may be deeper than the stack. */
function unsendable(value: unknown): string | undefined {
	let level: unknown[] = [value];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > MAX_DEPTH) return `is nested deeper than ${MAX_DEPTH} levels`;
		if (level.some((one) => typeof one === 'number' && !Number.isFinite(one))) {
			return 'has a number that is too large';
		}
		level = level.flatMap(
			(one) => (typeof one === 'object' && one !== null ? (Object.values(one) as unknown[]) : []) // Of any object.
		);
	}
	return undefined;
}
