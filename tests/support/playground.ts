/**
 * The playground as its readers use it: an object for each part of the screen, with controls found by role and
 * name. A test gets one as its fixture `playground` (`test.ts`).
 */
import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page } from '@playwright/test';
import { SUGGESTIONS } from '../../src/demo/index.ts';
import { ENDPOINT, mockEndpoint, type EndpointAnswer } from './endpoint.ts';
import { Ending } from './screen/ending.ts';
import { Form } from './screen/form.ts';
import { Frames } from './screen/frames.ts';
import { Keys } from './screen/keys.ts';
import { Response } from './screen/response.ts';
import { Share } from './screen/share.ts';
import { Timing } from './screen/timing.ts';
import { Tools } from './screen/tools.ts';

/** The demo streams its answer for half a minute, so that a test has time to look. */
export const LONG_PROMPT = SUGGESTIONS.find(({ label }) => label === 'Long')!.prompt;

/** How the answer to `LONG_PROMPT` begins. */
export const LONG_ANSWER = 'How text learned';

/** A run of the demo lasts some ten seconds, more on a busy machine. */
const RUN_TIMEOUT_MS = 40_000;

/** Wakes every island of the page, as a pointer that moves over it does, and waits until all are awake. */
export async function wake(page: Page) {
	const asleep = page.locator('astro-island[ssr]');
	await asleep.evaluateAll((islands) => {
		for (const island of islands) {
			island.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));
		}
	});
	await expect(asleep).toHaveCount(0);
}

/** Holds all scripts that the page asks for from now on, until the function that it returns is called. */
export async function holdScripts(page: Page): Promise<() => void> {
	const { promise, resolve } = Promise.withResolvers<void>();
	await page.route('**/_astro/*.js', async (route) => {
		await promise;
		await route.continue();
	});
	return resolve;
}

export class Playground {
	readonly page: Page;
	readonly root: Locator;
	/** What could not be loaded or drawn. */
	readonly alert: Locator;
	readonly tryAgain: Locator;
	readonly saveRecording: Locator;
	readonly form: Form;
	readonly timing: Timing;
	readonly ending: Ending;
	readonly frames: Frames;
	readonly response: Response;
	readonly tools: Tools;
	readonly share: Share;
	readonly keys: Keys;

	constructor(page: Page) {
		this.page = page;
		this.root = page.locator('.pg');
		this.alert = page.getByRole('alert').filter({ visible: true });
		this.tryAgain = this.alert.getByRole('button', { name: 'Try again' });
		this.saveRecording = this.alert.getByRole('button', { name: 'Save the recording' });
		this.form = new Form(page);
		this.timing = new Timing(page);
		this.ending = new Ending(page);
		this.frames = new Frames(page);
		this.response = new Response(page);
		this.tools = new Tools(page);
		this.share = new Share(page);
		this.keys = new Keys(page);
	}

	/** Opens a page and wakes its playground. */
	async open(path = '/playground/') {
		await this.page.goto(path);
		await wake(this.page);
	}

	async reload() {
		await this.page.reload();
		await wake(this.page);
	}

	async ask(message: string) {
		await this.form.message.fill(message);
		await this.form.run.click();
	}

	/** Runs the form until its answer is complete. */
	async runToEnd() {
		await this.form.run.click();
		await expect(this.ending.status).toContainText('Complete.', { timeout: RUN_TIMEOUT_MS });
	}

	/** Starts a run of the demo that takes half a minute, and returns while it streams. */
	async startLongRun() {
		const { message, run, stop } = this.form;
		await message.fill(LONG_PROMPT);
		await run.click();
		await expect(stop).toBeEnabled();
		await expect(this.response.region).toContainText(LONG_ANSWER);
	}

	async stopRun() {
		const { run, stop } = this.form;
		await stop.click();
		await expect(stop).toBeDisabled();
		await expect(run).toBeEnabled();
	}

	/** Starts a run at an endpoint that gives this answer. */
	async runAnswer(answer: EndpointAnswer, apiKey = '') {
		await mockEndpoint(this.page, answer);
		await this.form.useEndpoint(ENDPOINT, apiKey);
		await this.form.run.click();
	}

	/** Starts a run of the demo with a fault. */
	async runWithFault(fault: string) {
		await this.form.chooseFault(fault);
		await this.form.run.click();
	}

	/** Saves the run from the alert of a part that failed, and returns the file's JSON. */
	async saveFromAlert(): Promise<unknown> {
		const download = this.page.waitForEvent('download');
		await this.saveRecording.click();
		return JSON.parse(readFileSync(await (await download).path(), 'utf8'));
	}
}
