/**
 * Which folder of `src/` may reach what, and why: the project's layout as data.
 *
 * In      a source file's path under `src/`, and its text.
 * Out     a sentence for each import or global that its folder's row does not allow.
 */
import { dirname, join } from 'node:path/posix';
import { runInNewContext } from 'node:vm';
import { usesOf, type Global, type Import } from './source-uses.ts';

interface Row {
	/**
	 * Other folders of ours: `all`, only `types`, only files as `text`, such files one by one and so not the
	 * index that brings them all (`raw`), or only these names.
	 */
	readonly folders: Readonly<Record<string, 'all' | 'types' | 'text' | 'raw' | readonly string[]>>;
	/** npm packages and `node:`, `astro:` modules. */
	readonly packages: Readonly<Record<string, 'all' | 'types'>>;
	/** Files outside `src/`, by their path from there. */
	readonly outside?: readonly string[];
	/** Globals beyond the JavaScript language itself; left out, any. */
	readonly globals?: readonly string[];
	/** `never`, or `passed`: dates may be written and read, but what time it is must be an argument. */
	readonly clock?: 'never' | 'passed';
	readonly why: string;
}

const TEXT = ['TextDecoder', 'TextEncoder'];
const STREAMS = ['AbortController', 'AbortSignal', 'DOMException', 'ReadableStream'];
const HTTP = ['Headers', 'Request', 'Response', 'URL', 'URLSearchParams', 'atob', 'btoa'];
const TIMERS = ['clearTimeout', 'setTimeout'];

/** A path with a file's ending is a file with a row of its own. */
const table: Readonly<Record<string, Row>> = {
	sse: {
		folders: {},
		packages: {},
		globals: TEXT,
		clock: 'never',
		why: 'turns bytes into frames and knows nothing else, so that it runs, and can be published, anywhere',
	},
	chat: {
		folders: { sse: 'all' },
		packages: {},
		globals: TEXT,
		clock: 'never',
		why: 'is a pure function of frames: the same recording must give the same message at any time, in any place',
	},
	protocols: {
		folders: { sse: 'all', chat: 'all' },
		packages: {},
		globals: TEXT,
		clock: 'never',
		why: 'reads streams that are not chat chunks, as purely as `chat` reads those that are',
	},
	run: {
		folders: { sse: 'all', chat: 'all', protocols: 'all' },
		packages: {},
		globals: [...TEXT, ...STREAMS, ...HTTP, ...TIMERS, 'console'],
		clock: 'passed',
		why: 'is handed `fetch` and the clock, so that a live request, a replay and a test are the same thing',
	},
	check: {
		folders: { chat: 'all', run: 'all' },
		packages: {},
		globals: [...TEXT, ...STREAMS, ...HTTP, ...TIMERS],
		clock: 'passed',
		why: 'is handed `fetch` and the clock as a run is, so that a page, a test and a program check in the same way',
	},
	demo: {
		folders: { sse: ['encodeFrame'], chat: 'types', 'graphemes.ts': 'all' },
		packages: { hono: 'all' },
		globals: [...TEXT, ...STREAMS, ...HTTP, ...TIMERS, 'performance'],
		why: 'answers in the page, in Node and at an edge, and must not share code with the client that it tests',
	},
	// `demo/node.ts` and the folder of that name.
	'demo/node': {
		// The headers that a host should send, written for every host from one source.
		folders: { 'build/hosting': 'all', 'address.ts': 'all' },
		packages: { 'node:*': 'all', '@hono/node-server': 'all', hono: 'all', astro: 'types' },
		why: 'is where the demo meets Node, and the only part that may',
	},
	// One file, `demo/worker.ts`.
	'demo/worker': {
		folders: {},
		packages: {},
		globals: ['navigator'],
		why: 'is where the demo meets an edge, and asks only which one',
	},
	examples: {
		folders: {},
		packages: {
			openai: 'all',
			ai: 'all',
			'@ai-sdk/openai-compatible': 'all',
			'@ai-sdk/react': 'all',
			dompurify: 'all',
			'eventsource-parser': 'all',
			hono: 'all',
			'@hono/node-server': 'all',
			marked: 'all',
			'partial-json': 'all',
			react: 'all',
			'node:*': 'all',
		},
		why: 'is copied by readers, who have nothing of ours',
	},
	snippets: {
		// What a key looks like: one detector for all that a reader types.
		folders: { 'run/secrets': 'all' },
		packages: {},
		globals: ['URL', 'Storage', 'Blob', 'ClipboardItem', 'navigator'],
		clock: 'never',
		why: 'is what pages and playground share about code, on every page, so it brings nothing along',
	},
	playground: {
		folders: {
			sse: 'all',
			chat: 'all',
			protocols: 'all',
			run: 'all',
			check: 'all',
			demo: 'all',
			'examples/browser': 'all',
			'examples/installs.ts': 'all',
			// The reader's own request as a program is made from the text of the printed ones.
			examples: 'raw',
			snippets: 'all',
			'address.ts': ['addressOf'],
			'graphemes.ts': 'all',
			// The inks of the pages' code, for the Code panel's.
			styles: ['addSheet', 'codeThemes'],
		},
		packages: {
			react: 'all',
			// A script of ours that did not come, asked for under another address (late.ts).
			'(other)': 'all',
			// The state: 0.4 KB.
			zustand: 'all',
			'@tanstack/react-virtual': 'all',
			marked: 'all',
			// The plot of the Time tool: fetched when that is opened.
			uplot: 'all',
			// The nearest names to a fault that there is none of: comes with the demo, not with the page.
			'fastest-levenshtein': 'all',
			// The Code panel's colours: fetched when that is opened.
			shiki: 'all',
			'decode-named-character-reference': 'all',
			// The panel "Clients": clients that readers use, and an editor for their own. Loaded when opened.
			openai: 'all',
			'@codemirror/commands': 'all',
			'@codemirror/lang-javascript': 'all',
			'@codemirror/language': 'all',
			'@codemirror/state': 'all',
			'@codemirror/view': 'all',
			'@lezer/highlight': 'all',
		},
		why: 'is a thin view that runs in the page, where each package is a cost to the reader',
	},
	figures: {
		folders: {
			sse: 'all',
			chat: 'all',
			protocols: 'all',
			run: 'all',
			// At build, for frames as the demo sends them.
			demo: ['createDemoHandler'],
			'examples/browser': 'all',
			snippets: 'all',
			'playground/frames': 'all',
			'playground/parts': 'all',
			'playground/share': 'all',
			'playground/state': 'all',
			playground: 'all',
		},
		packages: { react: 'all' },
		why: 'shows one thing of a stream on a page, with the inks of the playground',
	},
	'playground/tools/clients/sandbox/worker.ts': {
		folders: {},
		packages: { '(address)': 'all' },
		why: 'runs in a sandbox, and imports the reader’s code by the address it has there',
	},
	components: {
		folders: {
			examples: 'text',
			'figures/recordings': 'all',
			figures: 'all',
			playground: 'all',
			snippets: 'all',
			demo: ['faultDescriptions', 'goodClientWords'],
			'address.ts': ['addressOf'],
			// The search's, which comes with it.
			styles: ['addSheet'],
		},
		packages: {
			astro: 'all',
			'astro:*': 'all',
			'@astrojs/starlight': 'all',
			// The search, loaded when it is opened.
			'@pagefind/default-ui': 'all',
			'virtual:*': 'all',
		},
		outside: [
			'../public/board.json',
			'../public/stops.json',
			'../public/openapi.json',
			// What the tests run, for pages that say what they observed.
			'../package-lock.json',
			'../tests/gateway/requirements.txt',
			'../tests/support/next/package-lock.json',
			'../tests/support/runtimes/package-lock.json',
		],
		why: 'places things on pages, at build; what a run is, only the playground knows',
	},
	content: {
		folders: { components: 'all' },
		packages: { '@astrojs/starlight': 'all' },
		why: 'is prose: a page that needs code gets it from a component',
	},
	styles: {
		folders: {},
		packages: { 'astro-expressive-code': 'types', '@astrojs/starlight': 'types' },
		why: 'is colours and spaces, and needs nobody',
	},
	build: {
		folders: { 'address.ts': ['addressOf', 'readBasePath'] },
		packages: {
			astro: 'all',
			// Pages' links under a path, `src/build/page-links.ts`.
			'@astrojs/markdown-satteri': 'all',
			parse5: 'all',
			// The light theme's rules, `src/build/no-script.ts`.
			postcss: 'all',
			// What Astro's renderer calls, `src/build/whole-html.ts`.
			'react-dom': 'all',
			// Bundles the sandbox's scripts to text.
			vite: 'all',
			'node:*': 'all',
			// From HTML to Markdown, `src/build/page-markdown.ts`.
			'hast-util-select': 'all',
			'rehype-parse': 'all',
			'rehype-remark': 'all',
			'remark-gfm': 'all',
			'remark-stringify': 'all',
			unified: 'all',
		},
		why: 'works on finished pages at build time, and nothing of it ships',
	},
	'address.ts': {
		folders: {},
		packages: {},
		globals: [],
		why: 'is the one place that knows under which path the site stands, in the page, the build and the server',
	},
	'graphemes.ts': {
		folders: {},
		packages: {},
		globals: [],
		why: 'is where text is cut between characters, in browsers that cannot and in those that can',
	},
	'content.config.ts': {
		folders: {},
		packages: { 'astro:*': 'all', '@astrojs/starlight': 'all' },
		why: 'tells Astro where the pages are',
	},
};

/** Every file outside `src/` that some source may read, by its path from the root. */
export const outsideFiles: readonly string[] = Object.values(table)
	.flatMap(({ outside = [] }) => outside)
	.map((path) => path.replace('../', ''));

/** What JavaScript itself brings, asked of an empty realm; less the ways round this table. */
const language = new Set<string>(runInNewContext('Object.getOwnPropertyNames(globalThis)'));
for (const name of ['globalThis', 'console', 'eval', 'Function']) language.delete(name);

/** A file has its own row, by its name with or without the ending, or that of the nearest folder with one. */
function rowKeyOf(file: string): string {
	const name = file.replace(/\.ts$/, '');
	let key = !(file in table) && name in table ? name : file;
	while (!(key in table) && key.includes('/')) key = dirname(key);
	return key;
}

export function breaches(file: string, code: string): string[] {
	const folder = file.split('/')[0]!;
	const key = rowKeyOf(file);
	const row = table[key];
	if (row === undefined) return [`src/${file}: the import table has no row for \`${folder}\`.`];
	return usesOf(file, code)
		.map((use) => ({
			use,
			fault: use.kind === 'import' ? importFault(file, folder, row, use) : globalFault(row, use),
		}))
		.filter(({ fault }) => fault !== undefined)
		.map(({ use, fault }) => `src/${file}:${use.line} ${fault}. \`${key}\` ${row.why}.`);
}

function globalFault(row: Row, { name, readsClock }: Global): string | undefined {
	const takesDate = row.clock === 'never' || (row.clock === 'passed' && readsClock);
	if (name === 'Date' && takesDate) return 'uses the global `Date`';
	const isAllowed = !row.globals || row.globals.includes(name) || language.has(name);
	return isAllowed ? undefined : `uses the global \`${name}\``;
}

function importFault(file: string, folder: string, row: Row, use: Import): string | undefined {
	const [path = '', query] = use.specifier.split('?');
	if (!path.startsWith('.')) return packageFault(row, path, use.typeOnly);

	const target = join(dirname(file), path);
	const to = Object.keys(row.folders).find(
		(name) => target === name || target.startsWith(`${name}/`)
	);
	// As text, a file with a row of its own is still its folder's.
	const isText = query === 'raw' || query === 'script-text';
	const isNear = [folder, rowKeyOf(file)].includes(rowKeyOf(target));
	if (target.startsWith(`${folder}/`) && (isText || isNear)) {
		return HOUSES.has(folder) ? roomFault(file, target, use) : undefined;
	}
	if (row.outside?.includes(target)) return undefined;
	if (target.startsWith('../')) return `imports \`${path}\`, which is outside src`;
	if (to === undefined) return `imports \`${path}\``;

	const what = row.folders[to];
	if (query === 'raw' && (what === 'text' || what === 'raw')) return undefined;
	if (what === 'raw') return `imports \`${path}\` as more than \`?raw\` text`;
	const byFile = target === to || WITHOUT_INDEX.has(to) || isTakenByFile(file, target);
	if (!byFile && target !== `${to}/index.ts`) {
		return `imports \`${path}\`, past \`${to}/index.ts\`, which is all that \`${to}\` offers`;
	}
	if (what === 'types' && !use.typeOnly) return `imports more than types from \`${path}\``;
	if (Array.isArray(what) && !use.typeOnly) {
		if (use.names.length === 0) return `imports \`${path}\` whole`;
		const more = use.names.filter((name) => !what.includes(name));
		if (more.length > 0) return `imports ${more.join(', ')} from \`${path}\``;
	}
	return undefined;
}

/** Folders of which each file is one for others. */
const WITHOUT_INDEX: ReadonlySet<string> = new Set(['examples/browser', 'build/hosting']);

/**
 * Astro components, the islands that they mount, and sheets. An island's script is all that its module
 * offers, and an index offers everything.
 */
function isTakenByFile(file: string, target: string): boolean {
	const isIsland = file.endsWith('.astro') && target.endsWith('.tsx');
	return isIsland || target.endsWith('.astro') || target.endsWith('.css');
}

/** Folders with rooms inside. */
const HOUSES: ReadonlySet<string> = new Set(['playground', 'figures', 'run']);

/**
 * A room is reached through its index. A sheet's address and a part that is loaded later are
 * named by file: an index would bring the rest of the room along.
 */
function roomFault(file: string, target: string, use: Import): string | undefined {
	const room = roomOf(target);
	const byFile = use.isDeferred || use.specifier.includes('?') || isTakenByFile(file, target);
	if (room === roomOf(file) || !room.includes('/') || byFile) return undefined;
	if (target === `${room}/index.ts`) return undefined;
	return `imports \`${use.specifier}\`, past \`${room}/index.ts\`, which is all that the room offers`;
}

/** `playground/tools/time/plot.ts` is in `playground/tools/time`, `playground/form/x.ts` in `playground/form`. */
export function roomOf(file: string): string {
	const folders = dirname(file).split('/');
	if (!HOUSES.has(folders[0]!)) return folders[0]!;
	return folders.slice(0, folders[1] === 'tools' ? 3 : 2).join('/');
}

function packageFault(row: Row, specifier: string, typeOnly: boolean): string | undefined {
	const [first = '', second] = specifier.split('/');
	const scheme = /^\w+:/.exec(specifier)?.[0];
	const name = scheme ? `${scheme}*` : first.startsWith('@') ? `${first}/${second}` : first;
	const what = row.packages[name];
	if (what === undefined) return `imports \`${specifier}\``;
	if (what === 'types' && !typeOnly) return `imports more than types from \`${specifier}\``;
	return undefined;
}
