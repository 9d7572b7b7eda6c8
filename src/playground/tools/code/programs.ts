/**
 * A request of the reader's as a program: the printed programs with their request put in its place.
 *
 * In      A request as the form sends it. The key is no part of it: programs read SOLIDRUST_API_KEY.
 * Out     The text of a program that sends the same request to the same base URL.
 * Errors  Throws where a printed program no longer has the part that is to be replaced, once; a test
 *         makes every program, so that this is seen before a reader sees it.
 */
import streamSh from '../../../examples/curl/stream.sh?raw';
import streamMjs from '../../../examples/javascript/stream.mjs?raw';
import streamPy from '../../../examples/python/stream.py?raw';
import streamAsyncPy from '../../../examples/python/stream_async.py?raw';
import streamChatJs from '../../../examples/browser/stream-chat.js?raw';
import terminalMjs from '../../../examples/browser/terminal.mjs?raw';
import { installOf } from '../../../examples/installs.ts';
import { demoBaseURL } from '../../state/index.ts';
import type { Grammar } from './highlight.ts';
import {
	javascriptLiteral,
	jsonLiteral,
	pythonLiteral,
	shellWord,
	type JSONValue,
	type Literal,
} from './literals.ts';

export interface CodeRequest {
	readonly baseURL: string;
	readonly body: { readonly [field: string]: unknown };
}

export interface Program {
	/** Also the label of its tab on the pages, so that a choice made there holds here. */
	readonly label: string;
	readonly file: string;
	readonly grammar: Grammar;
	/** What to run before it, once; empty for nothing. */
	readonly install: string;
	readonly run: string;
	make(request: CodeRequest): string;
}

/** What the printed programs send, and where to. */
const printed = {
	baseURL: 'https://api.solidrust.ai/v1',
	model: 'vllm-primary',
	messages: [{ role: 'user', content: 'Tell me a story' }],
} as const;

/** Where `npm start` serves the demo API that the page has within itself: beside this page, if it serves this. */
const pageOrigin = globalThis.location?.origin ?? '';
export const localOrigin = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(pageOrigin)
	? pageOrigin
	: 'http://localhost:4321';

export const programs: readonly Program[] = [
	{
		label: 'Python',
		file: 'stream.py',
		grammar: 'python',
		install: installOf('python/stream.py'),
		run: 'python stream.py',
		make: (request) => withRequest(streamPy, request, python),
	},
	{
		label: 'Python (async)',
		file: 'stream_async.py',
		grammar: 'python',
		install: installOf('python/stream_async.py'),
		run: 'python stream_async.py',
		make: (request) => withRequest(streamAsyncPy, request, python),
	},
	{
		label: 'JavaScript',
		file: 'stream.mjs',
		grammar: 'javascript',
		install: installOf('javascript/stream.mjs'),
		run: 'node stream.mjs',
		make: (request) => withRequest(streamMjs, request, javascript),
	},
	{
		label: 'fetch',
		file: 'stream-fetch.mjs',
		grammar: 'javascript',
		install: '',
		run: 'node stream-fetch.mjs',
		make: (request) => {
			// One file, to be copied at once: functions may stand below the code that calls them.
			const alone = replaceOnce(
				terminalMjs,
				"import { streamChat } from './stream-chat.js';\n",
				''
			);
			const named = replaceOnce(alone, 'node terminal.mjs', 'node stream-fetch.mjs');
			return `${withRequest(named, request, javascript)}\n${streamChatJs}`;
		},
	},
	{
		label: 'curl',
		file: 'stream.sh',
		grammar: 'shellscript',
		install: '',
		run: 'bash stream.sh',
		make: (request) => withRequest(streamSh, request, shell),
	},
];

/** How a language writes the parts of a request. */
interface Language {
	readonly literal: Literal;
	/** Of the base URL. */
	readonly address: (text: string) => string;
	/** Between a field's name and its value, the name as `name` writes it. */
	readonly is: string;
	readonly name: (field: string) => string;
	/** One step of indentation. */
	readonly step: string;
	/** After the last of several lines in a list. */
	readonly last: string;
}

const python: Language = {
	literal: pythonLiteral,
	address: pythonLiteral,
	is: '=',
	name: (field) => field,
	step: '    ',
	last: ',',
};
const javascript: Language = {
	literal: javascriptLiteral,
	address: javascriptLiteral,
	is: ': ',
	name: (field) => field,
	step: '  ',
	last: ',',
};
const shell: Language = {
	literal: jsonLiteral,
	address: shellWord,
	is: ': ',
	name: (field) => `"${field}"`,
	step: '  ',
	last: '',
};

function withRequest(source: string, { baseURL, body }: CodeRequest, language: Language): string {
	const { literal, address, is, name, step, last } = language;
	const field = (key: string, value: JSONValue) => `${name(key)}${is}${literal(value)}`;

	// The program streams of itself, and says so in its own line.
	const { model, messages, stream: _, ...rest } = body as Readonly<Record<string, JSONValue>>;
	const more = Object.entries(rest).map(([key, value]) => `${field(key, value)},`);

	const at = `${field('messages', printed.messages)},`;
	const indent = /^[ \t]*/.exec(source.slice(source.lastIndexOf('\n', source.indexOf(at)) + 1))![0];
	const deeper = `\n${indent}${step}`;
	// One message stands in the line, as printed; each of several has a line of its own.
	const several =
		Array.isArray(messages) && messages.length > 1
			? `[${deeper}${messages.map(literal).join(`,${deeper}`)}${last}\n${indent}]`
			: literal(messages!);
	const list = `${name('messages')}${is}${several},`;

	let program = replaceOnce(source, address(printed.baseURL), address(reachable(baseURL)));
	program = replaceOnce(program, field('model', printed.model), field('model', model!));
	return replaceOnce(program, at, [list, ...more].join(`\n${indent}`));
}

/** The page's own demo has an address that nothing outside of the page can ask. */
function reachable(baseURL: string): string {
	const { origin } = new URL(demoBaseURL);
	return baseURL.startsWith(`${origin}/`) ? localOrigin + baseURL.slice(origin.length) : baseURL;
}

function replaceOnce(source: string, part: string, replacement: string): string {
	const [before, after, ...more] = source.split(part);
	if (after === undefined || more.length > 0) {
		const times = source.split(part).length - 1;
		throw new Error(`A program has \`${part}\` ${times} times, not once: ${source.slice(0, 60)}…`);
	}
	return before + replacement + after;
}
