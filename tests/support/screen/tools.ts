/** The dock: a button for each tool, and the panel of the one that is open. */
import { expect, type Locator, type Page } from '@playwright/test';
import { BreakTool } from './break-tool.ts';
import { CheckTool } from './check-tool.ts';
import { ClientsTool } from './clients-tool.ts';
import { CodeTool } from './code-tool.ts';
import { FilesTool } from './files-tool.ts';
import { RunsTool } from './runs-tool.ts';
import { TimeTool } from './time-tool.ts';

export class Tools {
	readonly #page: Page;
	readonly buttons: Locator;
	readonly break: BreakTool;
	readonly check: CheckTool;
	readonly clients: ClientsTool;
	readonly code: CodeTool;
	readonly files: FilesTool;
	readonly runs: RunsTool;
	readonly time: TimeTool;

	constructor(page: Page) {
		this.#page = page;
		this.buttons = page.getByRole('group', { name: 'Tools', exact: true }).getByRole('button');
		this.break = new BreakTool(this.panel('Break it'));
		this.check = new CheckTool(this.panel('Check this endpoint'));
		this.clients = new ClientsTool(this.panel('Clients'));
		this.code = new CodeTool(this.panel('Code'));
		this.files = new FilesTool(this.panel('Import, export'));
		this.runs = new RunsTool(this.panel('Runs'));
		this.time = new TimeTool(this.panel('Time'));
	}

	panel(name: string): Locator {
		return this.#page.getByRole('region', { name, exact: true });
	}

	/** The button that opens and closes a tool. */
	button(name: string): Locator {
		return this.#page.getByRole('button', { name, exact: true });
	}

	async open(name: string): Promise<Locator> {
		await this.button(name).click();
		const panel = this.panel(name);
		await expect(panel).toBeVisible();
		return panel;
	}
}
