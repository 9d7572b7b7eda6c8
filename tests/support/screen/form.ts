/** The request: where it goes, with which key, and what it asks. */
import type { Locator, Page } from '@playwright/test';

export class Form {
	readonly root: Locator;
	readonly run: Locator;
	readonly stop: Locator;
	readonly demo: Locator;
	readonly endpoint: Locator;
	readonly baseURL: Locator;
	readonly checkBaseURL: Locator;
	readonly apiKey: Locator;
	readonly keyHeader: Locator;
	readonly model: Locator;
	readonly protocol: Locator;
	readonly message: Locator;
	readonly system: Locator;
	readonly temperature: Locator;
	readonly tools: Locator;
	readonly toolsExample: Locator;
	readonly responseFormat: Locator;
	readonly responseFormatExample: Locator;
	readonly fault: Locator;
	/** Names the fault that Run will ask for. */
	readonly faultNote: Locator;
	/** Names an address that the reader has not typed. */
	readonly addressNote: Locator;
	readonly confirmAddress: Locator;
	readonly moveKey: Locator;
	readonly problem: Locator;
	readonly forgetSettings: Locator;
	readonly #options: Locator;

	constructor(page: Page) {
		this.root = page.locator('.pg-form');
		const button = (name: string) => this.root.getByRole('button', { name, exact: true });
		const textbox = (name: string) => this.root.getByRole('textbox', { name, exact: true });
		const combobox = (name: string) => this.root.getByRole('combobox', { name, exact: true });
		this.run = button('Run');
		this.stop = button('Stop');
		this.demo = this.root.getByRole('radio', { name: 'Demo API' });
		this.endpoint = this.root.getByRole('radio', { name: 'Your endpoint' });
		this.baseURL = textbox('Base URL');
		this.checkBaseURL = button('Check this base URL');
		// A password box has no role.
		this.apiKey = this.root.getByLabel('API key');
		this.keyHeader = combobox('Send it as');
		this.model = combobox('Model');
		this.protocol = combobox('Protocol');
		this.message = textbox('Message');
		this.system = textbox('System');
		this.temperature = textbox('Temperature');
		this.tools = textbox('Tools');
		this.toolsExample = button('Example of tools');
		this.responseFormat = textbox('Response format');
		this.responseFormatExample = button('Example of response format');
		this.fault = combobox('Fault');
		this.faultNote = this.root.locator('.pg-fault-note');
		this.addressNote = this.root.locator('.pg-foreign-address');
		this.confirmAddress = button('I know this address');
		this.moveKey = button('Move it there');
		this.problem = this.root.locator('.pg-problem');
		this.#options = this.root.locator('.pg-options summary');
		this.forgetSettings = page.getByRole('button', { name: 'Forget settings' });
	}

	async useEndpoint(baseURL: string, apiKey = '') {
		await this.endpoint.check();
		await this.baseURL.fill(baseURL);
		await this.apiKey.fill(apiKey);
	}

	/** Opens or closes the folded part of the form. */
	async toggleOptions() {
		await this.#options.click();
	}

	async chooseFault(fault: string) {
		if (!(await this.fault.isVisible())) await this.toggleOptions();
		await this.fault.fill(fault);
	}
}
