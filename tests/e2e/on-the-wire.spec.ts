/** The figures of "On the wire": the parts of a frame, and the same bytes cut anywhere. */
import { expect, test, type Page } from '@playwright/test';

const path = '/on-the-wire/';

async function cutFigure(page: Page) {
	await page.goto(path);
	const figure = page.locator('#cuts');
	await figure.scrollIntoViewIfNeeded();
	// The island has woken: its button answers.
	await expect(async () => {
		await figure.getByRole('button', { name: 'an emoji' }).click();
		await expect(figure.getByRole('button', { name: 'an emoji' })).toHaveAttribute(
			'aria-pressed',
			'true',
			{ timeout: 500 }
		);
	}).toPass();
	return { figure, slider: figure.getByRole('slider', { name: 'Cut after byte' }) };
}

test('a cut inside an emoji shows what the obvious loop makes of it, and a decoder', async ({
	page,
}) => {
	const { figure, slider } = await cutFigure(page);
	await expect(slider).toHaveAttribute('aria-valuetext', /inside 👋, after 2 of its 4 bytes$/);
	await expect(figure.getByLabel('The two reads')).toContainText('\uFFFD');
	await expect(figure.getByRole('status')).toHaveText(/It throws\. SyntaxError: /);
	await expect(figure).toContainText('The same 4 frames, wherever the cut is.');
});

test('the cut goes byte by byte with the arrow keys, into a CRLF and out of it', async ({
	page,
}) => {
	const { figure, slider } = await cutFigure(page);
	await figure.getByRole('button', { name: 'a CRLF' }).click();
	await slider.focus();
	await expect(slider).toHaveAttribute('aria-valuetext', /inside a CRLF$/);
	await expect(figure.getByRole('status')).toHaveText(/Complete, by luck/);
	await page.keyboard.press('ArrowRight');
	await expect(slider).toHaveAttribute('aria-valuetext', /before the blank line/);
	await figure.getByRole('button', { name: 'the field name' }).click();
	await expect(figure.getByRole('status')).toHaveText(/A frame is lost without an error/);
});

test('each part of the frame leads to its explanation, by pointer and by keyboard', async ({
	page,
}) => {
	await page.goto(path);
	const figure = page.locator('.anatomy');
	const part = figure.getByRole('link', { name: '5, Delta' });
	const explanation = figure.getByRole('listitem').filter({ hasText: 'What this chunk adds' });
	await part.hover();
	await expect(explanation).toHaveAttribute('data-lit', '');
	await figure.getByRole('link', { name: '4, Choice' }).focus();
	await expect(explanation).not.toHaveAttribute('data-lit');
	await page.keyboard.press('Tab');
	await expect(part).toBeFocused();
	await expect(explanation).toHaveAttribute('data-lit', '');
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/#part-5$/);
});

test.describe('without scripts', () => {
	test.use({ javaScriptEnabled: false });

	test('the figures are there, with a first cut', async ({ page }) => {
		await page.goto(path);
		await expect(page.locator('#cuts').getByRole('status')).toHaveText(/It throws\. SyntaxError/);
		await expect(page.locator('.anatomy').getByRole('listitem')).toHaveCount(9);
	});
});

test('the figures load nothing of the playground', async ({ page }) => {
	const scripts: string[] = [];
	page.on('request', (request) => {
		if (request.resourceType() === 'script') scripts.push(new URL(request.url()).pathname);
	});
	await cutFigure(page);
	expect(scripts.join('\n')).toMatch(/CutFigure/);
	expect(scripts.join('\n')).not.toMatch(/engine|Markdown|Playground|snapshot/);
	const sources = await Promise.all(
		scripts.map(async (script) => (await page.request.get(script)).text())
	);
	expect(sources.filter((source) => source.includes('No key needed'))).toEqual([]);
});
