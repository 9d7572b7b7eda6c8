/** The parts of a message, the ending, and the smooth display. */
import { expect, test, type Page } from '@playwright/test';
import { wake } from '../support/playground.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const response = (page: Page) => page.getByRole('region', { name: 'Response' });
const status = (page: Page) => page.locator('.pg').getByRole('status');

/** Runs the form with a fault and waits for the end. */
async function runWith(page: Page, fault: string, message = 'What is a frame?') {
	await page.goto('/playground/');
	await wake(page);
	await page.getByText('Model, fault').click();
	await page.getByRole('combobox', { name: 'Fault' }).fill(fault);
	await page.getByRole('textbox', { name: 'Message', exact: true }).fill(message);
	await button(page, 'Run').click();
	await expect(status(page)).toContainText(/Complete|Cut off|Error in the stream/);
}

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test('tool calls: name, id, and arguments laid out but otherwise exactly as received', async ({
	page,
}) => {
	await runWith(page, 'tool-calls');
	const call = response(page).getByRole('region', { name: 'Tool call 1' });
	await expect(call).toContainText('get_weather');
	await expect(call).toContainText('call_demo0');
	const json = call.locator('[data-part="toolCall"][data-choice="0"][data-tool-call="0"]');
	await expect(json).toHaveText('{"city": "Paris"}');
	expect(await json.innerText(), 'over three lines').toMatch(/^\{\n.*\n\}$/);
	await button(page, 'Copy arguments of call 2').click();
	await expect.poll(() => copied(page)).toBe('{"zone":"Europe/Paris"}');
});

test('reasoning is folded above the text, and opens', async ({ page }) => {
	await runWith(page, 'reasoning');
	const part = response(page).locator('[data-part="reasoning"]');
	await expect(part).toBeHidden();
	await response(page)
		.getByText(/^Reasoning, \d+ characters$/)
		.click();
	await expect(part).toHaveText('They want an answer. The demo has one ready, so it will do.');
});

test('several choices are tabs, operated by the arrow keys', async ({ page }) => {
	await runWith(page, 'choices-interleaved', 'Tell me a story');
	const tabs = response(page).getByRole('tab');
	await expect(tabs).toHaveText(['Choice 1', 'Choice 2']);
	const text = response(page).locator('[data-part="text"]');
	await expect(text).toHaveAttribute('data-choice', '0');
	const first = await text.textContent();
	await tabs.first().focus();
	await page.keyboard.press('ArrowRight');
	await expect(tabs.last()).toBeFocused();
	await expect(tabs.last()).toHaveAttribute('aria-selected', 'true');
	await expect(text).toHaveAttribute('data-choice', '1');
	await expect(text).not.toHaveText(first!);
	await expect(response(page).getByRole('tabpanel', { name: 'Choice 2' })).toBeVisible();
	await button(page, 'Plain').click();
	const second = await text.textContent();
	await button(page, 'Copy').click();
	await expect.poll(() => copied(page), 'Copy takes what is shown').toBe(second);
});

test('usage in words, and the whole message as the API sends it without streaming', async ({
	page,
	request,
	baseURL,
}) => {
	const message = 'What is a frame?';
	await runWith(page, '', message);
	await expect(response(page).getByRole('region', { name: 'Usage' })).toContainText(
		/^Usage\d+ prompt tokens, \d+ completion tokens, \d+ in all/
	);
	await response(page).getByText('The whole message as JSON').click();
	const shown = await response(page).getByLabel('The whole message', { exact: true }).textContent();
	const answer = await request.post(`${baseURL}/v1/chat/completions`, {
		data: { model: 'vllm-primary', messages: [{ role: 'user', content: message }] },
	});
	expect(JSON.parse(shown!)).toMatchObject((await answer.json()) as Record<string, unknown>);
	await button(page, 'Copy the whole message').click();
	await expect.poll(() => copied(page)).toBe(shown);
});

test('the ending names its frame, links to the page, and says that something buffers', async ({
	page,
}) => {
	await runWith(page, 'error-midway;after=4');
	const ending = page.locator('.pg-ending');
	await expect(ending.getByRole('link', { name: 'What this means' })).toHaveAttribute(
		'href',
		'/errors/#after-the-first-byte'
	);
	await expect(ending.getByRole('button', { name: /^Show frame \d+$/ })).toBeVisible();
	await runWith(page, 'burst');
	await expect(ending).toContainText('something between you and the model buffers');
});

test('smooth display: the delay is shown, and in the end the text is whole', async ({ page }) => {
	await page.goto('/smooth-display/');
	await page.locator('.pg').scrollIntoViewIfNeeded();
	await wake(page);
	const delay = page.locator('.pg-delay');
	await page.getByRole('combobox', { name: 'Show text' }).selectOption('at a steady pace');
	await button(page, 'Plain').click();
	await page.getByRole('textbox', { name: 'Message', exact: true }).fill('Tell me a story');
	await button(page, 'Run').click();
	await expect(delay).toHaveText(/^[\d.]+ m?s behind$/);
	await expect(status(page)).toContainText('Complete');
	await expect(delay).toHaveText(/^at most [\d.]+ m?s behind$/);
	await response(page).getByText('The whole message as JSON').click();
	const json = response(page).getByLabel('The whole message', { exact: true });
	const { choices } = JSON.parse((await json.textContent())!);
	await expect
		.poll(() => response(page).locator('[data-part="text"]').textContent())
		.toBe(choices[0].message.content);
});

test('smooth display is off if reduced motion is preferred', async ({ page }) => {
	await page.emulateMedia({ reducedMotion: 'reduce' });
	await page.goto('/playground/');
	await wake(page);
	await page.getByRole('combobox', { name: 'Show text' }).selectOption('by sentence');
	await expect(page.locator('.pg-delay')).toContainText('your system asks for less motion');
});
