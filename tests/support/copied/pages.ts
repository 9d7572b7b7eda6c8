/**
 * What a reader copies from the built pages, by pressing each copy button.
 *
 * In      a browser that may read its clipboard.
 * Out     each program once, with the name that stands above it and the install line printed last before it.
 */
import type { Page } from '@playwright/test';

export interface Copied {
	readonly page: string;
	/** The file's name, or its path where the page says so. */
	readonly name: string;
	readonly text: string;
	/** Empty where there is nothing to install. */
	readonly install: string;
}

/** The tool whose install lines a program may need, by the program's ending. */
const TOOLS: Readonly<Record<string, string>> = {
	py: 'pip',
	mjs: 'npm',
	mts: 'npm',
	js: 'npm',
	ts: 'npm',
	tsx: 'npm',
	rs: 'cargo',
	java: 'mvn',
};
const INSTALL = /^(pip|npm|cargo|mvn) /;

export const endingOf = (name: string) => name.slice(name.lastIndexOf('.') + 1);

export async function programsOn(page: Page, address: string): Promise<Copied[]> {
	await page.goto(address);
	const blocks = await page.evaluate(copyAll);
	const lines = new Map<string, string>();
	const programs: Copied[] = [];
	for (const { name, text } of blocks) {
		const [, tool] = INSTALL.exec(text) ?? [];
		if (name !== '') {
			const install = lines.get(TOOLS[endingOf(name)] ?? '') ?? '';
			programs.push({ page: address, name, text, install });
		} else if (tool !== undefined) lines.set(tool, text);
	}
	return programs;
}

/** In the page, in its order, what is folded away or in another tab too. What must not be copied has no button. */
async function copyAll() {
	const found: { name: string; text: string }[] = [];
	for (const block of document.querySelectorAll('.expressive-code')) {
		const button = block.querySelector<HTMLElement>('.copy button');
		if (button === null || block.closest('.example-warning')) continue;
		await navigator.clipboard.writeText('');
		button.click();
		let text = '';
		while (text === '') {
			await new Promise((resolve) => setTimeout(resolve, 10));
			text = await navigator.clipboard.readText();
		}
		found.push({ name: block.querySelector('figcaption .title')?.textContent ?? '', text });
	}
	return found;
}
