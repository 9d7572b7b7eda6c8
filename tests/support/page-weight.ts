/**
 * What a page costs its reader: bytes as they go over the wire, scripts among them, and requests.
 *
 * In      A page that has fetched nothing yet.
 * Out     All that it has fetched up to a moment, each file by a name without the hash of its content.
 */
import { gzipSync } from 'node:zlib';
import type { Page, Response } from '@playwright/test';

export interface Fetched {
	readonly name: string;
	readonly kind: string;
	/** Gzipped, inline scripts and all. */
	readonly bytes: number;
}

export interface Weight {
	readonly all: number;
	readonly script: number;
	readonly requests: number;
	readonly files: readonly Fetched[];
}

/** Call it before `goto`. What it returns weighs what has come until then. */
export function watchWeight(page: Page): () => Promise<Weight> {
	const fetched: Promise<Fetched>[] = [];
	page.on('response', (response) => {
		const one = describe(response);
		// It fails where it is waited for. What still comes when the test is over is nobody's business.
		one.catch(() => undefined);
		fetched.push(one);
	});
	return async () => {
		await page.waitForLoadState('networkidle');
		const files = await Promise.all(fetched);
		return {
			all: sum(files),
			script: sum(files.filter(({ kind }) => kind === 'script')),
			requests: files.length,
			files,
		};
	};
}

function sum(files: readonly Fetched[]): number {
	return files.reduce((total, { bytes }) => total + bytes, 0);
}

async function describe(response: Response): Promise<Fetched> {
	const { pathname } = new URL(response.url());
	// Hosts do not compress these a second time.
	const isPacked = /\.(?:png|webp|woff2)$/.test(pathname);
	const body = await response.body();
	return {
		name: pathname.replace(/\.[\w-]{8}(?=\.\w+$)/, ''),
		kind: response.request().resourceType(),
		bytes: isPacked ? body.length : gzipSync(body).length,
	};
}

/** To the end of the page, a screen at a time, as a reader does: what is fetched on sight is fetched. */
export async function scrollToEnd(page: Page): Promise<void> {
	await page.evaluate(async () => {
		for (let top = 0; top < document.documentElement.scrollHeight; top += innerHeight / 2) {
			scrollTo({ top, behavior: 'instant' });
			// Two paints: an observer is told after the first.
			await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
		}
	});
}
