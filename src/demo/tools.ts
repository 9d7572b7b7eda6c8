/**
 * Validates the tools of a chat request, and which of them must, may or must not be called.
 *
 * Source  OpenAI's `tools`, `tool_choice` and `parallel_tool_calls`.
 * Errors  `Refusal` 400 with the path of the field.
 */
import { isObject, readBoolean, readField, refuse, show, type Fields } from './fields.ts';

export interface Tool {
	readonly name: string;
	readonly description: string;
	/** A JSON schema. */
	readonly parameters: Fields;
}

export interface ToolUse {
	readonly tools: readonly Tool[];
	readonly choice: 'auto' | 'none' | 'required' | { readonly name: string };
	/** Whether one answer may have several calls. */
	readonly isParallel: boolean;
}

const MAX_TOOLS = 128;
const NAME = /^[\w-]{1,64}$/;
const NAME_RULE = 'a name of up to 64 letters, digits, _ and -';

export function readToolUse(body: Fields): ToolUse {
	const tools = readTools(readField(body, 'tools'));
	return {
		tools,
		choice: readChoice(readField(body, 'tool_choice'), tools),
		isParallel: readBoolean(body, 'parallel_tool_calls') ?? true,
	};
}

function readTools(tools: unknown): readonly Tool[] {
	if (tools === undefined) return [];
	if (!Array.isArray(tools) || tools.length > MAX_TOOLS) {
		const sent = Array.isArray(tools) ? `a list of ${tools.length}` : show(tools);
		throw refuse(
			`\`tools\` is ${sent}. Send a list of up to ${MAX_TOOLS}, such as ` +
				'[{"type": "function", "function": {"name": "get_weather", "parameters": {...}}}].',
			'tools'
		);
	}
	return tools.map((tool: unknown, index) => readTool(tool, `tools[${index}]`));
}

function readTool(tool: unknown, path: string): Tool {
	if (!isObject(tool) || tool['type'] !== 'function' || !isObject(tool['function'])) {
		throw refuse(
			`\`${path}\` is ${show(tool)}. Send {"type": "function", "function": {...}}.`,
			path
		);
	}
	const { function: details } = tool;
	const at = `${path}.function`;
	const description = readField(details, 'description') ?? '';
	if (typeof description !== 'string') {
		throw refuse(
			`\`${at}.description\` is ${show(description)}. Send a string.`,
			`${at}.description`
		);
	}
	readBoolean(details, 'strict', `${at}.strict`);
	const name = readName(details['name'], `${at}.name`);
	const parameters = readSchema(readField(details, 'parameters') ?? {}, `${at}.parameters`);
	const { type = 'object' } = parameters;
	if (type !== 'object') {
		throw refuse(
			`\`${at}.parameters.type\` is ${show(type)}. Arguments are an object: send "object".`,
			`${at}.parameters.type`
		);
	}
	return { name, description, parameters: { ...parameters, type } };
}

export function readName(name: unknown, path: string): string {
	if (typeof name === 'string' && NAME.test(name)) return name;
	throw refuse(`\`${path}\` is ${show(name)}. Send ${NAME_RULE}.`, path);
}

export function readSchema(schema: unknown, path: string): Fields {
	if (isObject(schema)) return schema;
	throw refuse(
		`\`${path}\` is ${show(schema)}. Send a JSON schema such as {"type": "object", "properties": {...}}.`,
		path
	);
}

function readChoice(choice: unknown, tools: readonly Tool[]): ToolUse['choice'] {
	if (choice === undefined) return 'auto';
	if (choice === 'auto' || choice === 'none') return choice;
	const details =
		isObject(choice) && choice['type'] === 'function' ? choice['function'] : undefined;
	const name = isObject(details) ? details['name'] : undefined;
	if (choice !== 'required' && typeof name !== 'string') {
		throw refuse(
			`\`tool_choice\` is ${show(choice)}. Send "auto", "none", "required" or ` +
				'{"type": "function", "function": {"name": "get_weather"}}.',
			'tool_choice'
		);
	}
	if (tools.length === 0) {
		throw refuse(
			`\`tool_choice\` is ${show(choice)}, and there are no tools. Send some in \`tools\`.`,
			'tool_choice'
		);
	}
	if (typeof name !== 'string') return 'required';
	if (tools.some((tool) => tool.name === name)) return { name };
	const names = tools.map((tool) => `\`${tool.name}\``).join(', ');
	throw refuse(
		`\`tool_choice\` names ${show(name)}, which is not one of the tools: ${names}.`,
		'tool_choice'
	);
}
