/** Copied programs that a reader starts in a terminal: in which group they are run, by what command, and what they print. */
import installs from '../../../src/examples/installs.json' with { type: 'json' };
import { replyTo } from '../../../src/demo/replies/index.ts';
import { textInFrames } from '../sse-text.ts';
import type { Copied } from './pages.ts';

export const STORY = replyTo('Tell me a story').trimEnd();

/** Those that go on until they are stopped. */
export const isServer = ({ name, page }: Copied) =>
	page === '/backend/' || name.startsWith('resume.');

const IN_TERMINAL = /\.(py|mjs|mts|rs|java)$/;
const NEEDS: Readonly<Record<string, string>> = { cargo: ' (needs Rust)', mvn: ' (needs Java)' };

type Group = readonly [title: string, belongs: (program: Copied) => boolean];

/** By install line, or by tool where there is nothing to install. */
export const groups: readonly Group[] = [
	...Object.entries(installs)
		.filter(([, files]) =>
			files.some((file) => IN_TERMINAL.test(file) && !file.startsWith('backend/'))
		)
		.map(([line]): Group => [
			`after \`${line}\`${NEEDS[line.split(' ')[0] ?? ''] ?? ''}`,
			(program) => program.install === line && IN_TERMINAL.test(program.name) && !isServer(program),
		]),
	...Object.entries({ Go: '.go', Ruby: '.rb', PHP: '.php' }).map(([tool, ending]): Group => [
		`with ${tool} alone (needs ${tool})`,
		({ name }) => name.endsWith(ending),
	]),
	['with curl', ({ name }) => name.endsWith('.sh')],
	['with Node alone', ({ name }) => name === 'terminal.mjs'],
];

/** As the program's first lines say, or else as its ending does. */
export function commandOf({ name, text }: Copied): string {
	if (name.endsWith('.rs')) return 'cargo run --quiet';
	const head = text.split('\n', 2).join('\n');
	const said = /: ((?:python|node|go run|java|ruby|php|bash) .*?)(?: \(|"""|$)/m.exec(head);
	return said?.[1] ?? `${name.endsWith('.py') ? 'python' : 'node'} ${name}`;
}

/** What prints something other than the story. */
const prints: Readonly<Record<string, RegExp>> = {
	'measure.py': /tokens/,
	'measure.mjs': /tokens/,
	// Python's tests report on standard error, and their exit code is 0.
	'replay.py': /^$/,
	'replay.mjs': /pass 5/,
	'structured.py': /^\{"title":.*\}$/m,
	'structured.mjs': /^\{"title":.*\}$/m,
	'tool_calls.py': /get_weather/,
	'tool-calls.mjs': /get_weather/,
};

/** What is wrong with what it printed; empty where nothing is. */
export function faultIn({ name }: Copied, printed: string): string {
	const pattern = prints[name];
	const text = name.endsWith('.sh') ? textInFrames(printed) : printed;
	const isRight = pattern ? pattern.test(printed) : text.includes(STORY);
	return isRight ? '' : `${name} printed: ${printed}`;
}
