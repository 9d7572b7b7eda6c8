/**
 * The reader's request as a program: the printed programs with the request replaced.
 *
 * In      A request as the form sends it, without the key: programs read SOLIDRUST_API_KEY.
 * Errors  Throws if the part to replace is not in the printed program exactly once. A test makes every
 *         program, so no reader will see this.
 */
import streamSh from '../../../examples/curl/stream.sh?raw';
import streamGo from '../../../examples/go/stream.go?raw';
import streamJava from '../../../examples/java/Stream.java?raw';
import streamMjs from '../../../examples/javascript/stream.mjs?raw';
import streamPhp from '../../../examples/php/stream.php?raw';
import streamPy from '../../../examples/python/stream.py?raw';
import streamAsyncPy from '../../../examples/python/stream_async.py?raw';
import streamRb from '../../../examples/ruby/stream.rb?raw';
import streamRs from '../../../examples/rust/stream.rs?raw';
import streamChatJs from '../../../examples/browser/stream-chat.js?raw';
import terminalMjs from '../../../examples/browser/terminal.mjs?raw';
import { installOf } from '../../../examples/installs.ts';
import { LOCAL_ORIGIN, PRINTED, PRINTED_MESSAGE } from '../../../snippets/index.ts';
import { demoBaseURL } from '../../state/index.ts';
import type { KeyHeader } from '../../../run/index.ts';
import type { Grammar } from './highlight.ts';
import {
	go,
	java,
	javascript,
	php,
	python,
	ruby,
	rust,
	shell,
	type Language,
} from './languages.ts';
import type { JSONValue } from './literals.ts';
import { inOwnHeader } from './own-header.ts';

export interface CodeRequest {
	readonly baseURL: string;
	readonly keyHeader?: KeyHeader | undefined;
	readonly body: { readonly [field: string]: unknown };
}

export interface Program {
	/** The same as the label of its tab on the pages, so that a choice made there applies here. */
	readonly label: string;
	readonly file: string;
	/** Undefined where it stays plain: the grammars of Ruby and PHP bring a dozen others with them. */
	readonly grammar: Grammar | undefined;
	/** The command that installs what it needs; empty if nothing. */
	readonly install: string;
	readonly run: string;
	make(request: CodeRequest): string;
}

/** What the printed programs send. */
const PRINTED_MESSAGES = [{ role: 'user', content: PRINTED_MESSAGE }] as const;

/** Where `npm start` serves the demo API: this page's own origin if it is local. */
const pageOrigin = globalThis.location?.origin ?? '';
export const localOrigin = /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(pageOrigin)
	? pageOrigin
	: LOCAL_ORIGIN;

const BEARER_PROGRAMS: readonly Program[] = [
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
			// One file that can be copied at once; function declarations may come after their calls.
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
	{
		label: 'Go',
		file: 'stream.go',
		grammar: 'go',
		install: '',
		run: 'go run stream.go',
		make: (request) => withRequest(streamGo, request, go),
	},
	{
		label: 'Rust',
		file: 'src/main.rs',
		grammar: 'rust',
		install: installOf('rust/stream.rs'),
		run: 'cargo run',
		make: (request) => withRequest(streamRs, request, rust),
	},
	{
		label: 'Java',
		file: 'Stream.java',
		grammar: 'java',
		install: installOf('java/Stream.java'),
		run: 'java -cp gson-2.13.2.jar Stream.java',
		make: (request) => withRequest(streamJava, request, java),
	},
	{
		label: 'Ruby',
		file: 'stream.rb',
		grammar: undefined,
		install: '',
		run: 'ruby stream.rb',
		make: (request) => withRequest(streamRb, request, ruby),
	},
	{
		label: 'PHP',
		file: 'stream.php',
		grammar: undefined,
		install: '',
		run: 'php stream.php',
		make: (request) => withRequest(streamPhp, request, php),
	},
];

export const programs: readonly Program[] = BEARER_PROGRAMS.map(withKeyHeader);

function withKeyHeader(program: Program): Program {
	return {
		...program,
		make(request) {
			const text = program.make(request);
			return request.keyHeader ? inOwnHeader(text, program.label) : text;
		},
	};
}

function withRequest(source: string, { baseURL, body }: CodeRequest, language: Language): string {
	const { literal, address, is, name, step, last } = language;
	const field = (key: string, value: JSONValue) => `${name(key)}${is}${literal(value)}`;

	// The printed program has its own line for `stream`.
	const { model, messages, stream: _, ...rest } = body as Readonly<Record<string, JSONValue>>;
	const more = Object.entries(rest).map(([key, value]) => `${field(key, value)},`);

	const at = `${field('messages', PRINTED_MESSAGES)},`;
	// The pattern also matches nothing.
	const indent = /^[ \t]*/.exec(source.slice(source.lastIndexOf('\n', source.indexOf(at)) + 1))![0];
	const deeper = `\n${indent}${step}`;
	// Every request has messages. A single message stays on the line, as printed; several get a line each.
	const messageList =
		Array.isArray(messages) && messages.length > 1
			? `[${deeper}${messages.map(literal).join(`,${deeper}`)}${last}\n${indent}]`
			: literal(messages!);
	const list = `${name('messages')}${is}${messageList},`;

	let program = replaceOnce(source, address(PRINTED.baseURL), address(reachable(baseURL)));
	// Every request has a model.
	program = replaceOnce(program, field('model', PRINTED.model), field('model', model!));
	return replaceOnce(program, at, [list, ...more].join(`\n${indent}`));
}

/** The base URL of the demo in the page does not exist outside it, so it becomes that of `npm start`. */
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
