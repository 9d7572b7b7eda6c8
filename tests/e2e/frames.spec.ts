/** Links between words and frames, read marks, open frames, and Find. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import type { Locator, Page } from '@playwright/test';
import { startRun, stopRun, wake } from '../support/playground.ts';
import { SCHEMES } from '../support/site.ts';

/** A fixed stream, so that its frames are known by number. */
const delta = (content: string, finish: string | null = null) =>
	`data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":${JSON.stringify(content)}},"finish_reason":${JSON.stringify(finish)}}]}\n\n`;

const answerBody =
	': ping\n\n' +
	delta('# A *fine* ') +
	delta('title\n\nThe ') +
	delta('**bold') +
	delta(' word** ') +
	delta('&amp; 🚀\n\n| a |\n|---|\n| ce') +
	delta('ll |\n', 'stop') +
	'data: [DONE]\n\n';

const frames = (page: Page) => page.getByRole('region', { name: 'Raw frames' });
const response = (page: Page) => page.getByRole('region', { name: 'Response' });
const row = (page: Page, index: number) =>
	frames(page).locator(`[data-frame-index="${index}"] .pg-row`);
const selected = (page: Page) => frames(page).locator('[aria-current]');

/** The marked text. */
const marked = (page: Page) =>
	page.evaluate(() =>
		[...(CSS.highlights.get('pg-linked') ?? [])].map((range) => (range as Range).toString())
	);

async function runOf(page: Page, body: string) {
	await page.route('https://api.example.test/v1/chat/completions', (route) =>
		route.fulfill({
			contentType: 'text/event-stream',
			headers: { 'access-control-allow-origin': '*' },
			body,
		})
	);
	await page.goto('/playground/');
	await wake(page);
	await page.getByRole('radio', { name: 'Your endpoint' }).check();
	await page.getByRole('textbox', { name: 'Base URL' }).fill('https://api.example.test/v1');
	await page.getByRole('button', { name: 'Run', exact: true }).click();
	await expect(page.getByRole('status')).toContainText('finish reason "stop"');
}

async function runWithFault(page: Page, fault: string) {
	await page.goto('/playground/');
	await wake(page);
	await page.getByText('Model, fault').click();
	await page.getByRole('combobox', { name: 'Fault' }).fill(fault);
	await page.getByRole('button', { name: 'Run', exact: true }).click();
	await expect(page.getByRole('status')).toContainText('Complete.', { timeout: 30_000 });
	await frames(page)
		.locator('.pg-scroll')
		.evaluate((box) => box.scrollTo(0, 0));
}

/** Moves the pointer to the middle of a word of the text. */
async function pointAt(page: Page, word: string, press = false) {
	const place = await response(page)
		.locator('[data-part="text"]')
		.evaluate((part, wanted) => {
			const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
			for (let node = walker.nextNode(); node; node = walker.nextNode()) {
				const at = (node as Text).data.indexOf(wanted);
				if (at === -1) continue;
				const range = document.createRange();
				range.setStart(node, at);
				range.setEnd(node, at + wanted.length);
				const { left, top, width, height } = range.getBoundingClientRect();
				return { x: left + width / 2, y: top + height / 2 };
			}
			return undefined;
		}, word);
	expect(place, word).toBeDefined();
	await page.mouse.move(place!.x - 1, place!.y);
	await page.mouse.move(place!.x, place!.y);
	if (press) await page.mouse.click(place!.x, place!.y);
}

test.beforeEach(({ page }) => {
	page.on('pageerror', (error) => {
		throw error;
	});
});

test('pointing at a frame marks its text, and pointing at text its frame', async ({ page }) => {
	await runOf(page, answerBody);
	for (const view of ['Markdown', 'Plain']) {
		await page.getByRole('button', { name: view, exact: true }).last().click();
		const isPlain = view === 'Plain';
		const texts: Record<number, string[]> = {
			1: [isPlain ? '# A *fine* ' : 'A fine '],
			3: [isPlain ? '**bold' : 'bold'],
			4: [isPlain ? ' word** ' : ' word '],
			6: [isPlain ? 'll |\n' : 'll'],
		};
		for (const [index, text] of Object.entries(texts)) {
			await row(page, Number(index)).hover();
			await expect.poll(() => marked(page), `frame ${index}, ${view}`).toEqual(text);
		}
		for (const [word, index] of Object.entries({ fine: 1, bold: 3, word: 4, ll: 6, '🚀': 5 })) {
			await pointAt(page, word);
			await expect(selected(page), `${word}, ${view}`).toHaveCount(1);
			await expect(row(page, index), `${word}, ${view}`).toHaveAttribute('aria-current', 'true');
		}
	}
	await row(page, 7).hover();
	await expect.poll(() => marked(page), '[DONE] brought no text').toEqual([]);
});

test('pointing works on the recorded run too, before anything is run', async ({ page }) => {
	await page.goto('/playground/');
	await wake(page);
	await pointAt(page, 'Once');
	await expect(selected(page)).toContainText('"Once"');
	await expect.poll(() => marked(page)).toEqual(['Once']);
});

test('the keyboard moves through the frames, and through the text', async ({ page }) => {
	await runOf(page, answerBody);
	await row(page, 0).focus();
	await page.keyboard.press('ArrowDown');
	await page.keyboard.press('ArrowDown');
	await expect(row(page, 2)).toBeFocused();
	await expect.poll(() => marked(page)).toEqual(['titleThe ']);
	await page.keyboard.press('End');
	await expect(row(page, 7)).toBeFocused();
	await page.keyboard.press('Home');
	await expect(row(page, 0)).toBeFocused();
	// One tab stop, and Enter opens.
	await expect(frames(page).locator('.pg-row[tabindex="0"]')).toHaveCount(1);
	await page.keyboard.press('Enter');
	await expect(row(page, 0)).toHaveAttribute('aria-expanded', 'true');
	await page.keyboard.press('Escape');
	await expect(selected(page)).toHaveCount(0);

	await response(page).getByRole('group', { name: 'Response text' }).focus();
	const regions = page.locator('.pg :is([aria-live], [role=status], [role=alert], [role=log])');
	await expect(regions, 'one live region').toHaveCount(1);
	const told = regions.locator('.sr-only');
	await expect(async () => {
		await page.keyboard.press('ArrowRight');
		await expect(told).toContainText('Frame', { timeout: 500 });
	}).toPass();
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('ArrowLeft');
	const before = await told.textContent();
	await page.keyboard.press('ArrowRight');
	await expect(told).not.toHaveText(before!);
	const number = Number(/Frame (\d+)/.exec((await told.textContent())!)![1]);
	await expect(row(page, number - 1)).toHaveAttribute('aria-current', 'true');
});

test('a frame opens to notes, JSON, raw text, hex, fields and reads', async ({ page }) => {
	await runOf(page, answerBody);
	await row(page, 6).click();
	const open = frames(page).locator('[data-frame-index="6"] .pg-open');
	await expect(open).toContainText('The model ended its answer');
	await expect(open.getByRole('link', { name: 'More in the guide' }).first()).toHaveAttribute(
		'href',
		'/#response-format'
	);
	await expect(open).toContainText(/Bytes [\d,]+ to [\d,]+ of the body, \d+ B\. Brought by read 1/);
	const laidOut = open.getByLabel('Frame 7, laid out');
	expect(JSON.parse((await laidOut.textContent())!).choices[0].delta.content).toBe('ll |\n');
	const choices = laidOut.locator('summary', { hasText: '"choices"' });
	await choices.focus();
	await page.keyboard.press('Enter');
	await expect(laidOut.getByText('"content"')).toBeHidden();

	await open.getByRole('radio', { name: 'Raw' }).check();
	await expect(open.getByLabel('Frame 7, raw')).toContainText('}LF\nLF');
	await open.getByRole('radio', { name: 'Hex' }).check();
	await expect(open.getByLabel('Frame 7, in hex')).toContainText(/64 61 74 61 3A 20 7B.* data: \{/);
	await open.getByRole('radio', { name: 'Fields' }).check();
	await expect(open.getByRole('rowheader')).toHaveText(['data']);
	await expect(open).toContainText('Last event ID in force: none');
	await open.getByRole('radio', { name: 'Reads' }).check();
	await expect(open.getByRole('rowheader')).not.toHaveCount(0);

	// The next frame opens to the view that was last looked at; one without JSON has no such view.
	await row(page, 0).click();
	const comment = frames(page).locator('[data-frame-index="0"] .pg-open');
	await expect(comment.getByRole('radio', { name: 'Reads' })).toBeChecked();
	await comment.getByRole('radio', { name: 'Fields' }).check();
	await expect(comment.getByRole('rowheader')).toHaveText(['comment']);
	await expect(comment).toContainText('sent to keep the connection open');
});

test('a frame of 5 MB opens to its start, and says what is left out', async ({ page }) => {
	await runOf(page, delta('x'.repeat(5_000_000), 'stop') + 'data: [DONE]\n\n');
	await row(page, 0).click();
	const open = frames(page).locator('[data-frame-index="0"] .pg-open');
	await expect(open).toContainText(/4,9[\d,]+ more characters not shown/);
	for (const view of ['Raw', 'Hex', 'Fields', 'Reads']) {
		await open.getByRole('radio', { name: view }).check();
		await expect(open).toContainText(view === 'Reads' ? 'In all' : /4,9[\d,]+ more/);
		expect((await open.textContent())!.length, view).toBeLessThan(60_000);
	}
});

test('a frame in several reads has a mark where each ends, and opens to show them', async ({
	page,
}) => {
	await runWithFault(page, 'random-reads');
	const first = frames(page).locator('[data-frame-index="1"]');
	await expect(first.locator('[data-shape="split"]')).toHaveCount(1);
	const split = frames(page)
		.locator('li', { has: page.locator('[data-after-read]') })
		.first();
	await split.locator('.pg-row').click();
	const open = split.locator('.pg-open');
	await expect(open).toContainText(/Brought by \d+ reads, \d+ to \d+/);
	const count = Number(/Brought by (\d+) reads/.exec((await open.textContent())!)![1]);
	await open.getByRole('radio', { name: 'Reads' }).check();
	await expect(open.getByRole('rowheader')).toHaveCount(count);
	await open.getByRole('radio', { name: 'Raw' }).check();
	await expect(open.getByText(/read \d+ ends/)).toHaveCount(count - 1);
});

test('frames that one read brought are bracketed', async ({ page }) => {
	await runWithFault(page, 'several-frames-a-read');
	await expect(frames(page).locator('[data-shape="first"]').first()).toBeAttached();
	await expect(frames(page).locator('[data-shape="last"]').first()).toBeAttached();
	await frames(page)
		.locator('li', { has: page.locator('[data-shape="first"]') })
		.first()
		.locator('.pg-row')
		.click();
	await expect(frames(page).locator('.pg-open')).toContainText(/which brought \d+ frames/);
});

test('Find filters by kind and searches, with a count, and steps through the matches', async ({
	page,
}) => {
	await runOf(page, answerBody);
	await frames(page).getByRole('button', { name: 'Find' }).click();
	const search = frames(page).getByRole('searchbox', { name: 'Search the frames' });
	await expect(search).toBeFocused();
	const count = frames(page).locator('.pg-find-count');

	await search.fill('BOLD');
	await expect(count).toHaveText('1 of 8 frames');
	await expect(frames(page).locator('mark')).toHaveText(['bold']);
	await search.fill('content":"');
	await expect(count).toHaveText('6 of 8 frames');
	await search.press('Enter');
	await expect(row(page, 1)).toHaveAttribute('aria-current', 'true');
	await frames(page).getByRole('button', { name: 'Next match' }).click();
	await expect(row(page, 2)).toHaveAttribute('aria-current', 'true');
	await search.press('Shift+Enter');
	await search.press('Shift+Enter');
	await expect(row(page, 6), 'round the start').toHaveAttribute('aria-current', 'true');

	await search.fill('');
	const kinds = frames(page).getByRole('combobox', { name: 'Show frames' });
	await kinds.selectOption('Comments');
	await expect(count).toHaveText('1 of 8 frames, without frame 7');
	await expect(frames(page).getByRole('listitem')).toHaveCount(1);
	await expect(row(page, 0).locator('.pg-row-number'), 'numbers stay').toHaveText('1');
	await kinds.selectOption('Finish');
	await expect(frames(page).locator('.pg-row-number')).toHaveText(['7', '8']);
	await kinds.selectOption('Errors');
	await expect(frames(page)).toContainText('No such frame.');
	await search.press('Escape');
	await expect(frames(page).getByRole('listitem')).toHaveCount(8);
});

test('Follow is offered to a reader who has scrolled away, in both columns', async ({ page }) => {
	await page.goto('/playground/');
	await startRun(page);
	const offers = async (column: Locator, name: string) => {
		const box = column.locator('.pg-scroll');
		const follow = column.getByRole('button', { name });
		await expect
			.poll(() => box.evaluate((one) => one.scrollHeight - one.clientHeight), `${name}: fills`)
			.toBeGreaterThan(100);
		await expect(follow).toHaveCount(0);
		await box.evaluate((one) => one.scrollTo(0, 0));
		await expect(follow).toBeVisible();
		expect(await box.evaluate((one) => one.scrollTop)).toBe(0);
		await follow.click();
		await expect(follow).toHaveCount(0);
		await expect
			.poll(() => box.evaluate((one) => one.scrollHeight - one.clientHeight - one.scrollTop))
			.toBeLessThan(60);
	};
	await offers(frames(page), 'Follow the frames');
	await offers(response(page), 'Follow the text');
	await frames(page)
		.locator('.pg-scroll')
		.evaluate((one) => one.scrollTo(0, 0));
	await stopRun(page);
	await expect(frames(page).getByRole('button', { name: 'Follow the frames' })).toHaveCount(0);
});

test('a scroll is not undone by frames that arrive before its event', async ({ page }) => {
	await page.goto('/playground/');
	await startRun(page);
	const box = frames(page).locator('.pg-scroll');
	await expect
		.poll(() => box.evaluate((one) => one.scrollHeight - one.clientHeight))
		.toBeGreaterThan(100);
	// After a paint has told its scrolls and before the next one does, for as long as it takes.
	const tops = await box.evaluate(async (one) => {
		const paint = () => new Promise(requestAnimationFrame);
		const seen: number[] = [];
		for (let round = 0; round < 6; round++) {
			await paint();
			one.scrollTo(0, 0);
			const { scrollHeight } = one;
			while (one.scrollHeight === scrollHeight) await paint();
			seen.push(one.scrollTop);
			one.scrollTo(0, one.scrollHeight);
			await paint();
			await paint();
		}
		return seen;
	});
	expect(tops).toEqual(Array(6).fill(0));
	await stopRun(page);
});

for (const colorScheme of SCHEMES) {
	test(`open frames, marks and Find have no fault that axe finds in ${colorScheme}`, async ({
		page,
	}) => {
		await page.emulateMedia({ colorScheme });
		await runOf(page, answerBody);
		await frames(page).getByRole('button', { name: 'Find' }).click();
		await frames(page).getByRole('searchbox').fill('fine');
		await row(page, 1).click();
		const open = frames(page).locator('[data-frame-index="1"] .pg-open');
		for (const view of ['JSON', 'Raw', 'Hex', 'Fields', 'Reads']) {
			await open.getByRole('radio', { name: view }).check();
			const { violations, passes } = await new AxeBuilder({ page })
				.include('.pg-columns')
				.options({ resultTypes: ['violations'] })
				.setLegacyMode()
				.analyze();
			expect(passes.length, 'rules that axe applied').toBeGreaterThan(8);
			const faults = violations.flatMap(({ id, nodes }) =>
				nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`)
			);
			expect(faults, view).toEqual([]);
		}
	});
}
