/**
 * Code that comes when it is needed, and can be asked for again where it did not come.
 *
 * A module that failed once never loads again under its address in Firefox and WebKit (observed in Firefox 153), so
 * a retry asks for it under another: with a query. What the module imports keeps its own address, and so may go on
 * failing there; then only a new page helps, and the message says so.
 */
import { addSheet } from '../styles/index.ts';

export class LoadError extends Error {
	// A literal: the production build shortens class names.
	override readonly name = 'LoadError';

	/** @param tries How often it has failed by now. */
	constructor(what: string, tries: number, cause: unknown) {
		const next = tries === 1 ? 'Check your connection.' : 'If you are online, reload the page.';
		super(`${what} could not be loaded. ${next}`, { cause });
	}
}

/**
 * @param what As a sentence about it begins: `The editor`.
 * @param load Nothing but an `import()`: its address is read from it.
 * @param sheets Their addresses. Neither the module nor its sheets are there without the other.
 * @returns The same module at every call, once it has come; rejects with a `LoadError`.
 */
export function late<M>(
	what: string,
	load: () => Promise<M>,
	...sheets: string[]
): () => Promise<M> {
	let failures = 0;
	let loading: Promise<M> | undefined;
	let elsewhere: (() => Promise<M>) | undefined;

	async function start(): Promise<M> {
		try {
			const module = (elsewhere ?? load)();
			module.catch(() => (elsewhere = atAnotherAddress(load, failures + 1)));
			const [loaded] = await Promise.all([module, ...sheets.map(addSheet)]);
			return loaded;
		} catch (cause) {
			loading = undefined;
			throw new LoadError(what, ++failures, cause);
		}
	}

	return () => (loading ??= start());
}

/**
 * `import('./x.js')`, or `import('./x.js').then((e) => e.t)` where the bundler has put the module into a script with
 * others. In the build every script is in one folder, and names the others from there.
 */
const IMPORT = /import\(\s*[`'"](.+?)[`'"]\s*\)(?:\.then\(\(?(\w+)\)?\s*=>\s*\2\.(\w+)\))?/;

function atAnotherAddress<M>(
	load: () => Promise<M>,
	tries: number
): (() => Promise<M>) | undefined {
	const [, address, , name] = IMPORT.exec(String(load)) ?? [];
	if (address === undefined) return undefined;
	const other = `${new URL(address, import.meta.url).href}?again=${tries}`;
	return async () => {
		const script = await import(/* @vite-ignore */ other);
		return name === undefined ? script : script[name];
	};
}
