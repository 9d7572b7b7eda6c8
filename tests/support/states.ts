/**
 * The states in which a reader finds the playground, and what leads to each from a page that was just opened. Tests
 * hold every one to the same rules, and `npm run screenshots` takes their pictures.
 */
import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { mockEndpoint, ENDPOINT } from './endpoint.ts';
import type { Playground } from './playground.ts';

type Reach = (playground: Playground) => Promise<void>;

/** Their answers are a sentence or two long. */
const SHORT = 'What is a pear?';
const OTHER = 'What is a plum?';

/** The longest silence that a run of the demo waits through, twice: machines are busy. */
const PATIENCE_MS = 40_000;

async function says({ ending }: Playground, text: string) {
	await expect(ending.status).toContainText(text, { timeout: PATIENCE_MS });
}

async function ask(playground: Playground, message: string) {
	await playground.ask(message);
	await says(playground, 'Complete.');
}

const done: Reach = (playground) => ask(playground, SHORT);

/** A run of the demo with a fault, and the options closed again. */
function ends(fault: string, title: string): Reach {
	return async (playground) => {
		await playground.form.chooseFault(fault);
		await playground.form.toggleOptions();
		await playground.ask(SHORT);
		await says(playground, title);
	};
}

/** A run, and after it a tool. */
function tool(name: string, then?: Reach): Reach {
	return async (playground) => {
		await done(playground);
		await playground.tools.open(name);
		await then?.(playground);
	};
}

/** A frame that was opened, in one of its views. */
function opened(view: string): Reach {
	return async (playground) => {
		await done(playground);
		await playground.frames.scrollToTop();
		const frame = await playground.frames.open(1);
		await frame.getByRole('radio', { name: view }).check();
	};
}

const recording = new URL('../../src/playground/state/sample.recording.json', import.meta.url);

export const STATES: Readonly<Record<string, Reach>> = {
	empty: async () => undefined,
	options: async ({ form, root }) => {
		await form.toggleOptions();
		await form.toolsExample.click();
		await root.getByRole('textbox', { name: 'Response format' }).fill('{');
	},
	'form wrong': async ({ form }) => {
		await form.useEndpoint('ftp://example.test');
		await form.temperature.fill('3');
		await form.tools.fill('{');
		await form.message.fill('');
		await form.run.click();
		await expect(form.problem).toHaveCount(4);
	},
	endpoint: async ({ form }) => {
		await form.useEndpoint(ENDPOINT);
	},
	streaming: async (playground) => {
		await playground.startLongRun();
	},
	complete: done,
	markdown: async (playground) => {
		await playground.form.root.getByRole('button', { name: 'Markdown' }).click();
		await playground.form.run.click();
		await says(playground, 'Complete.');
	},
	whole: async (playground) => {
		await done(playground);
		await playground.frames.region.getByRole('button', { name: 'Whole' }).click();
	},
	'without done': ends('no-done', 'Complete, without [DONE].'),
	truncated: ends('cut;after=8', 'Cut off.'),
	'api error': ends('error-midway;after=8', 'Error in the stream.'),
	'http error': ends('rate-limit', 'Refused.'),
	unreadable: ends('html-with-200', 'Not readable.'),
	stalled: ends('stall-for-ever;after=8', 'Stalled.'),
	blocked: ends('cut-before-head', 'No answer.'),
	stopped: async (playground) => {
		await playground.startLongRun();
		await playground.stopRun();
	},
	silence: async (playground) => {
		await ends('stall;ms=2000', 'Complete.')(playground);
		await expect(playground.ending.root).toContainText('No frame arrived');
	},
	paused: async (playground) => {
		await done(playground);
		await playground.timing.scrubber.focus();
		for (let step = 0; step < 9; step++) await playground.page.keyboard.press('ArrowLeft');
		await says(playground, 'Paused.');
	},
	'tool calls': async (playground) => {
		await playground.form.toggleOptions();
		await playground.form.toolsExample.click();
		await playground.form.toggleOptions();
		await ask(playground, 'How is the weather in Paris?');
	},
	choices: ends('choices-interleaved', 'Complete.'),
	...Object.fromEntries(
		['Raw', 'JSON', 'Hex', 'Fields', 'Reads'].map((view) => [`frame as ${view}`, opened(view)])
	),
	'frame with a note': async (playground) => {
		await ends('usage-on-every-chunk', 'Complete.')(playground);
		await playground.frames.scrollToTop();
		await playground.frames.open(1);
	},
	find: async (playground) => {
		await done(playground);
		await playground.frames.find.open();
		await playground.frames.find.search.fill('content');
		await expect(playground.frames.find.count).toContainText('Match 1 of');
	},
	'find nothing': async (playground) => {
		await done(playground);
		await playground.frames.find.open();
		await playground.frames.find.search.fill('nowhere');
		await expect(playground.frames.find.count).toHaveText('No match');
	},
	time: tool('Time', ({ tools }) => tools.time.openTable()),
	clients: tool('Clients', async ({ tools: { clients } }) => {
		await clients.runAll.click();
		await clients.openText('OpenAI SDK');
		await clients.openEditor();
	}),
	'break it': tool('Break it'),
	runs: async (playground) => {
		await done(playground);
		await ask(playground, OTHER);
		await playground.tools.open('Runs');
		await playground.tools.runs.compareLastTwo.click();
		await expect(playground.tools.runs.panel).toContainText('The texts differ first');
	},
	'kept run': async (playground) => {
		await done(playground);
		await ask(playground, OTHER);
		await playground.tools.open('Runs');
		await playground.tools.runs.panel.getByRole('button', { name: /^“What is a pear/ }).click();
		await expect(playground.timing.region).toContainText('Kept “What is a pear?”.');
	},
	code: tool('Code'),
	files: async (playground) => {
		await playground.tools.open('Import, export');
		await playground.tools.files.paste.fill('data: no JSON\n\n');
	},
	imported: async (playground) => {
		await playground.tools.open('Import, export');
		await playground.tools.files.importFile('rec.json', readFileSync(recording));
		await expect(playground.timing.region).toContainText('Imported rec.json');
	},
	check: tool('Check this endpoint', async ({ tools }) => {
		await tools.check.check.click();
		await tools.check.toEnd();
	}),
	share: async ({ share }) => {
		await share.button.click();
		await expect(share.link).not.toHaveValue('');
	},
	keys: async ({ keys }) => {
		await keys.button.click();
		await expect(keys.dialog).toBeVisible();
	},
	smooth: async (playground) => {
		await playground.response.pace.selectOption({ index: 1 });
		await done(playground);
	},
	'no key': async (playground) => {
		await mockEndpoint(playground.page, { status: 401, type: 'application/json', body: '{}' });
		await playground.form.useEndpoint(ENDPOINT);
		await playground.ask(SHORT);
		await says(playground, 'Refused.');
	},
};
