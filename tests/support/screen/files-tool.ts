/** Import, export: a run as a file or as pasted text, in and out. */
import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';

export class FilesTool {
	readonly panel: Locator;
	readonly file: Locator;
	readonly paste: Locator;
	readonly show: Locator;

	constructor(panel: Locator) {
		this.panel = panel;
		this.file = panel.getByLabel('Choose a file');
		this.paste = panel.getByRole('textbox', { name: 'Or paste a stream' });
		this.show = panel.getByRole('button', { name: 'Import', exact: true });
	}

	format(name: string): Locator {
		return this.panel.getByRole('button', { name, exact: true });
	}

	async importFile(name: string, content: string | Buffer) {
		await this.file.setInputFiles({ name, mimeType: '', buffer: Buffer.from(content) });
	}

	/** Exports the run on the screen, and returns the file. */
	async export(format: string): Promise<{ name: string; content: Buffer }> {
		const download = this.panel.page().waitForEvent('download');
		await this.format(format).click();
		const saved = await download;
		return { name: saved.suggestedFilename(), content: readFileSync(await saved.path()) };
	}
}
