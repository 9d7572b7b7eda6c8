/**
 * Which tools an answer calls, and with what.
 *
 * With `auto` a tool is called where the last user message has its name, or a telling word of it (`weather` of
 * `get_weather`), or two of its description; and only until a result has come. With `required` that, or else the
 * first tool; with a named tool that one, once. A tool that takes a place is called for each place in the message.
 */
import type { ChatParams } from './chat-request.ts';
import { hashId } from './random.ts';
import { isPlace, placeCount, valueFor } from './schema/index.ts';
import { isObject } from './fields.ts';
import type { Tool } from './tools.ts';

export interface ToolCall {
	readonly id: string;
	readonly name: string;
	/** JSON text. */
	readonly arguments: string;
}

const MAX_CALLS = 8;

/** @param identity Of the request and the choice: no two calls of an answer share an id. */
export function callsOf(params: ChatParams, identity: string): ToolCall[] {
	const { tools, choice, isParallel } = params.toolUse;
	const isNamed = typeof choice === 'object';
	const calls = chosenTools(params).flatMap((tool) =>
		Array.from({ length: isNamed ? 1 : timesFor(tool, params.prompt) }, (_, fromPlace) => ({
			tool,
			fromPlace,
		}))
	);
	return calls.slice(0, isParallel ? MAX_CALLS : 1).map(({ tool, fromPlace }, index) => ({
		id: `call_${hashId(`${identity} ${index}`)}`,
		name: tool.name,
		arguments: JSON.stringify(
			valueFor({
				schema: tool.parameters,
				message: params.prompt,
				fromPlace,
				param: `tools[${tools.indexOf(tool)}].function.parameters`,
			})
		),
	}));
}

function chosenTools({ toolUse, messages, prompt }: ChatParams): readonly Tool[] {
	const { tools, choice } = toolUse;
	if (typeof choice === 'object') return tools.filter(({ name }) => name === choice.name);
	if (choice === 'none') return [];
	const asked = tools.filter((tool) => isAskedFor(tool, prompt));
	if (choice === 'required') return asked.length > 0 ? asked : tools.slice(0, 1);
	const question = messages.findLastIndex(({ role }) => role === 'user');
	const hasResult = messages
		.slice(question)
		.some(({ role }) => role === 'tool' || role === 'function');
	return hasResult ? [] : asked;
}

function timesFor({ parameters }: Tool, prompt: string): number {
	const properties = isObject(parameters['properties']) ? parameters['properties'] : {};
	const takesPlace = Object.entries(properties).some(
		([name, schema]) => isPlace(name) && isObject(schema) && schema['type'] === 'string'
	);
	return takesPlace ? Math.max(1, placeCount(prompt)) : 1;
}

function isAskedFor({ name, description }: Tool, prompt: string): boolean {
	const message = prompt.slice(0, 2_000);
	if (message.includes(name)) return true;
	const asked = wordsOf(message);
	const isIn = (word: string) => asked.some((one) => isSameWord(one, word));
	if (wordsOf(name).some((word) => !GENERAL.has(word) && isIn(word))) return true;
	const telling = wordsOf(description.slice(0, 1_000)).filter(
		(word) => word.length >= 4 && !GENERAL.has(word)
	);
	return telling.filter(isIn).length >= 2;
}

/** They say what any tool does, or nothing. */
const GENERAL: ReadonlySet<string> = new Set(
	(
		'a an and api are by call current do fetch find for from function get given has have in info information is it ' +
		'list make me new of on or process query retrieve return returns run set show some tell that the then there this ' +
		'to tool use user what when where which will with would you your'
	).split(' ')
);

function wordsOf(text: string): string[] {
	const spaced = text.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ').toLowerCase();
	return [...new Set(spaced.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [])];
}

/** `calculate` and `calculator`, `city` and `cities`. */
function isSameWord(a: string, b: string): boolean {
	if (a === b) return true;
	let shared = 0;
	while (shared < a.length && a[shared] === b[shared]) shared++;
	return shared >= 3 && shared >= Math.max(a.length, b.length) - (shared >= 5 ? 3 : 1);
}
