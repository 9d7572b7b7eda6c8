/**
 * Runs the reader's client in a Worker without key, page, storage or network.
 *
 * In      One message, a `Task`, with the port to report on.
 * Limits  Console lines and characters are limited here, before they reach the page. The time limit is the
 *         page's, because an endless loop cannot stop itself.
 */
import { clientOf, iterableOf } from './client.ts';
import { removeGlobals } from './globals.ts';
import type { Report, SyntaxFault, Task } from './messages.ts';
import { createRecordedFetch } from './recorded-fetch.ts';
import { shown } from './shown.ts';

const MAX_LINES = 200;
const MAX_LINE_CHARACTERS = 2000;
const MAX_TEXT_CHARACTERS = 5_000_000;
const LEVELS = ['log', 'info', 'debug', 'warn', 'error'];

addEventListener(
	'message',
	({ data, ports: [port] }: MessageEvent<Task>) => {
		if (port) void run(data, port);
	},
	{ once: true }
);

async function run({ code, request, ...recorded }: Task, port: MessagePort) {
	// Bound before the reader's code runs, since it may overwrite them.
	const post: (report: Report) => void = port.postMessage.bind(port);
	const askFrame: (message: string) => void = postMessage.bind(globalThis);
	const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
	const parsed = new Promise<SyntaxFault>((resolve) => {
		const onMessage = ({ data }: MessageEvent<SyntaxFault>) => resolve(data);
		addEventListener('message', onMessage, { once: true });
	});
	const fetch = createRecordedFetch(recorded);

	/** The line of the reader's code that threw, from the stack; `undefined` if it was not their code. */
	function lineOf(thrown: unknown): number | undefined {
		const stack = thrown instanceof Error ? String(thrown.stack) : '';
		const at = stack.split(`${address}:`)[1];
		return at === undefined ? undefined : Number.parseInt(at, 10);
	}

	let lines = 0;
	function print(level: string, values: readonly unknown[], line: number | undefined) {
		if (++lines > MAX_LINES) return;
		const text =
			lines === MAX_LINES
				? `Line ${MAX_LINES} of the console is the last that is shown.`
				: values.map(shown).join(' ');
		post({ kind: 'line', level, text: text.slice(0, MAX_LINE_CHARACTERS), line });
	}

	addEventListener('error', (event) => {
		event.preventDefault();
		print('error', [event.error ?? event.message], lineOf(event.error) ?? event.lineno);
	});
	addEventListener('unhandledrejection', (event) => {
		event.preventDefault();
		print('error', [event.reason], lineOf(event.reason));
	});
	removeGlobals();
	const levels = LEVELS.map((level) => [
		level,
		(...values: unknown[]) => print(level, values, lineOf(new Error())),
	]);
	Object.assign(globalThis, { fetch, console: Object.fromEntries(levels) });

	post({ kind: 'started' });
	try {
		const client = clientOf(await import(address));
		const { signal } = new AbortController();
		let characters = 0;
		for await (const piece of await iterableOf(client({ ...request, fetch, signal }))) {
			const text = String(piece);
			post({ kind: 'text', text });
			characters += text.length;
			if (characters > MAX_TEXT_CHARACTERS) {
				throw new RangeError(`It yields more than ${MAX_TEXT_CHARACTERS} characters.`);
			}
		}
		post({ kind: 'ended' });
	} catch (thrown) {
		const cause = thrown instanceof Error ? thrown.cause : undefined;
		let at: SyntaxFault = { message: shown(thrown), line: lineOf(thrown) ?? lineOf(cause) };
		// Only the frame can tell the line of a syntax error.
		if (thrown instanceof SyntaxError && at.line === undefined) {
			askFrame('parse');
			at = { ...at, ...(await parsed) };
		}
		post({ kind: 'ended', error: at.message?.slice(0, MAX_LINE_CHARACTERS) ?? '', line: at.line });
	}
}
