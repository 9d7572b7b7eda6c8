/**
 * The built site as tests meet it: its pages, its places, and what a browser complains of.
 *
 * In      `dist/`, and Playwright's pages.
 */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from '@playwright/test';

export const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

export const SCHEMES = ['light', 'dark'] as const;

/** Where the playground stands. */
export const PLAYGROUNDS = ['/', '/playground/'] as const;

/** The frame in which the playground runs the reader's code: it is nobody's page, and has tests of its own. */
export const SANDBOX_PAGE = '/sandbox.html';

/** The address of every page that was built, the not-found page too; from the files, so none is missed. */
export const pages = readdirSync(dist, { recursive: true, encoding: 'utf8' })
	.map((file) => `/${file.replaceAll('\\', '/')}`)
	.filter((file) => file.endsWith('.html') && file !== SANDBOX_PAGE)
	.map((file) => file.replace(/index\.html$/, ''))
	.toSorted();

/**
 * Everything the browser complains of on this page from now on: errors and warnings of the console,
 * uncaught exceptions, and breaches of the Content-Security-Policy. Call it before the first `goto`.
 */
export async function complaintsOf(page: Page): Promise<string[]> {
	const complaints: string[] = [];
	page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
	page.on('console', (message) => {
		if (!['error', 'warning'].includes(message.type())) return;
		complaints.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
	});
	await page.exposeFunction('reportBreach', (breach: string) => complaints.push(breach));
	await page.addInitScript(() => {
		document.addEventListener('securitypolicyviolation', (event) => {
			const report = (globalThis as unknown as { reportBreach(breach: string): void }).reportBreach;
			const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample } = event;
			report(
				`policy: ${effectiveDirective} blocked ${blockedURI} ${sample} (${sourceFile}:${lineNumber})`
			);
		});
	});
	return complaints;
}

/** By how many pixels the page is wider than the screen. */
export function overflowOf(page: Page): Promise<number> {
	return page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth
	);
}

/** What the page has copied. The test needs the permission to read it. */
export function clipboardOf(page: Page): Promise<string> {
	return page.evaluate(() => navigator.clipboard.readText());
}

/** Opens the site's search with a button and types. Returns the links to what was found. */
export async function searchFor(page: Page, words: string, opener = 'Search'): Promise<Locator> {
	await page.getByRole('button', { name: opener }).click();
	const dialog = page.getByRole('dialog', { name: 'Search' });
	await dialog.getByRole('searchbox').or(dialog.getByRole('textbox')).first().fill(words);
	return dialog.getByRole('link');
}
