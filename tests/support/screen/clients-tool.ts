/** Clients: other clients over the same bytes, and the reader's own. */
import { expect, type Locator } from '@playwright/test';

/** The table that this tool and "Break it" show. */
export class ClientTable {
	readonly panel: Locator;
	readonly runAll: Locator;

	constructor(panel: Locator) {
		this.panel = panel;
		this.runAll = panel.getByRole('button', { name: 'Run all clients' });
	}

	row(name: string): Locator {
		return this.panel
			.getByRole('row')
			.filter({ has: this.panel.page().getByRole('rowheader', { name }) });
	}

	textButton(name: string): Locator {
		return this.row(name).getByRole('button', { name: `View text of ${name}` });
	}

	text(name: string): Locator {
		return this.panel.getByRole('region', { name: `Text of ${name}` });
	}

	/** The text of a client that has run, opened. */
	async openText(name: string): Promise<Locator> {
		const button = this.textButton(name);
		await expect(button).toBeVisible({ timeout: 30_000 });
		if ((await button.getAttribute('aria-expanded')) === 'false') await button.click();
		return this.text(name);
	}
}

export class ClientsTool extends ClientTable {
	readonly editor: Locator;
	readonly runYours: Locator;
	readonly reset: Locator;
	readonly console: Locator;
	readonly #editYours: Locator;

	constructor(panel: Locator) {
		super(panel);
		this.editor = panel.getByRole('textbox', { name: 'Your client, in JavaScript' });
		this.runYours = panel.getByRole('button', { name: 'Run yours' });
		this.reset = panel.getByRole('button', { name: 'Reset' });
		this.console = panel.getByRole('list', { name: 'Console of yours' });
		this.#editYours = panel.getByText('Edit yours');
	}

	async openEditor() {
		await this.#editYours.click();
	}

	/** Puts code into the editor and runs it. */
	async runCode(code: string) {
		if (!(await this.editor.isVisible())) await this.openEditor();
		await this.editor.fill(code);
		await this.runYours.click();
	}
}

/** A client with this body. */
export const clientCode = (body: string) =>
	`export async function* streamChat({ fetch }) {\n${body}\n}\n`;
