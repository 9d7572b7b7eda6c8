/**
 * A reader of the site, in any engine: finds things by role and name, and waits until they are there. The flows know
 * nothing else of a browser.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from '@playwright/test';
import type { Tab } from './drivers/tab.ts';
import {
	choose,
	look,
	placeOfWord,
	prepare,
	putFile,
	reach,
	select,
	type Place,
	type Seen,
	type Target,
	watchSaving,
} from './in-page.ts';

/** One file that a page can load, unlike the module. */
const LIBRARY = readFileSync(
	createRequire(import.meta.url)
		.resolve('@testing-library/dom')
		.replace(/index\.js$/, '@testing-library/dom.umd.min.js'),
	'utf8'
);

/** A run of the demo lasts some ten seconds, more on a busy machine. */
const RUN_TIMEOUT_MS = 40_000;

export class Reader {
	readonly tab: Tab;
	readonly #origin: string;
	/** Of the pages that were left. */
	readonly #complaints: string[] = [];

	constructor(tab: Tab, origin: string) {
		this.tab = tab;
		this.#origin = origin;
	}

	async open(path: string) {
		await this.#collect();
		await this.tab.goto(new URL(path, this.#origin).href);
	}

	/** What the pages complained of so far. */
	async complaints(): Promise<readonly string[]> {
		await this.#collect();
		return this.#complaints;
	}

	async #collect() {
		const found = await this.tab.evaluate('globalThis.engines?.complaints.splice(0) ?? []');
		// An array of strings by what `prepare` puts there.
		this.#complaints.push(...(found as string[]));
	}

	/** Runs a function in the page. */
	async run<A, R>(action: (argument: A) => R, argument: A): Promise<Awaited<R>> {
		const isPrepared = await this.tab.evaluate('"engines" in globalThis');
		// The library takes the page for its module where there is a global `exports`; there is none.
		if (!isPrepared) {
			await this.tab.evaluate(`(() => { ${LIBRARY} })()`);
			await this.tab.evaluate(`(${prepare})()`);
		}
		const result = await this.tab.evaluate(`(${action})(${JSON.stringify(argument)})`);
		// What the function returns is JSON, so it comes as it was.
		return result as Awaited<R>;
	}

	/** Goes back in the history, and waits for the page there. */
	async back(path: string) {
		await this.#collect();
		// Not at once: the page would be gone before it has answered.
		await this.tab.evaluate('void setTimeout(() => history.back())');
		await until(async () => expect(await this.tab.evaluate('location.pathname')).toBe(path));
	}

	/** How it looks now; null where it is not shown. */
	look(target: Target): Promise<Seen | null> {
		return this.run(look, target);
	}

	/** Waits until it is shown and like this, and returns how it looks then. */
	async see(target: Target, like: Partial<Seen> = {}): Promise<Seen> {
		return until(async () => {
			const seen = await this.look(target);
			if (seen === null) throw new Error(`${name(target)} is not shown.`);
			expect(seen, name(target)).toMatchObject(like);
			return seen;
		});
	}

	/** Waits until it is not shown. */
	gone(target: Target): Promise<void> {
		return until(async () => expect(await this.look(target), name(target)).toBeNull());
	}

	/** Waits until its text has these words. */
	reads(target: Target, words: string | RegExp, timeout?: number): Promise<void> {
		return until(async () => {
			const text = (await this.look(target))?.text ?? '(not shown)';
			expect(text, name(target)).toMatch(words);
		}, timeout);
	}

	/** Waits until the run on the page has ended like this. */
	ends(how = 'Complete.'): Promise<void> {
		return this.reads({ css: '.pg-ending [role="status"]' }, how, RUN_TIMEOUT_MS);
	}

	hover(target: Target): Promise<void> {
		return this.#moveTo(() => this.run(reach, target), name(target));
	}

	pointAt(target: Target, word: string): Promise<void> {
		return this.#moveTo(() => this.run(placeOfWord, [target, word] as const), name(target));
	}

	#moveTo(find: () => Promise<Place>, what: string): Promise<void> {
		return until(async () => {
			const place = await find();
			if ('problem' in place) throw new Error(`${what}: ${place.problem}`);
			// A pointer that was there before has to move to be noticed.
			await this.tab.move(place.x - 1, place.y);
			await this.tab.move(place.x, place.y);
		});
	}

	async click(target: Target) {
		await this.hover(target);
		await this.tab.click();
	}

	/** Types a text in place of what a box holds. */
	async enter(target: Target, text: string) {
		await this.click(target);
		// React may take over between the selecting and the typing, and put back what it knows.
		await until(async () => {
			await this.run(select, target);
			await this.tab.type(text);
			expect((await this.look(target))?.value).toBe(text);
		});
	}

	choose(target: Target, option: string): Promise<void> {
		return until(async () => {
			const problem = await this.run(choose, [target, option] as const);
			expect(problem, name(target)).toBeNull();
		});
	}

	async putFile(target: Target, file: { name: string; content: string }) {
		await this.run(putFile, [await this.#there(target), file.name, file.content] as const);
	}

	/** Clicks a button that saves a file, and returns what is in it. */
	async saves(target: Target): Promise<string> {
		await this.#there(target);
		await this.run(watchSaving, null);
		await this.click(target);
		return this.run(() => engines.saved!, null);
	}

	async #there(target: Target): Promise<Target> {
		await this.see(target);
		return target;
	}
}

/** Tries until nothing throws. An action may be what is tried: it has to bear being done twice. */
export async function until<T>(action: () => Promise<T>, timeout = 15_000): Promise<T> {
	const results: T[] = [];
	await expect(async () => void results.push(await action())).toPass({
		timeout,
		intervals: [50, 100, 200],
	});
	// The last try passed.
	return results.at(-1)!;
}

/** For the message of what did not come. */
function name(target: Target): string {
	return JSON.stringify(target);
}
