/** The parts of a message, the ending, and the smooth display. */
import { expect, test } from '../support/test.ts';
import type { Playground } from '../support/playground.ts';
import { clipboardOf } from '../support/site.ts';

/** Runs the form with a fault and waits for the end. */
async function runWith(playground: Playground, fault: string, message = 'What is a frame?') {
	await playground.open();
	await playground.form.message.fill(message);
	await playground.runWithFault(fault);
	await expect(playground.ending.status).toContainText(/Complete|Cut off|Error in the stream/);
}

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('tool calls: name, id, and arguments laid out but otherwise exactly as received', async ({
	page,
	playground,
}) => {
	await runWith(playground, 'tool-calls');
	const call = playground.response.region.getByRole('region', { name: 'Tool call 1' });
	await expect(call).toContainText('get_weather');
	await expect(call).toContainText('call_demo0');
	const json = call.locator('[data-part="toolCall"][data-choice="0"][data-tool-call="0"]');
	await expect(json).toHaveText('{"city": "Paris"}');
	expect(await json.innerText(), 'over three lines').toMatch(/^\{\n.*\n\}$/);
	await page.getByRole('button', { name: 'Copy arguments of call 2' }).click();
	await expect.poll(() => clipboardOf(page)).toBe('{"zone":"Europe/Paris"}');
});

test('reasoning is folded above the text, and opens', async ({ playground }) => {
	await runWith(playground, 'reasoning');
	const part = playground.response.reasoning;
	await expect(part).toBeHidden();
	await playground.response.region.getByText(/^Reasoning, \d+ characters$/).click();
	await expect(part).toHaveText('They want an answer. The demo has one ready, so it will do.');
});

test('several choices are tabs, operated by the arrow keys', async ({ page, playground }) => {
	await runWith(playground, 'choices-interleaved', 'Tell me a story');
	const tabs = playground.response.region.getByRole('tab');
	await expect(tabs).toHaveText(['Choice 1', 'Choice 2']);
	const text = playground.response.text;
	await expect(text).toHaveAttribute('data-choice', '0');
	const first = await text.textContent();
	await tabs.first().focus();
	await page.keyboard.press('ArrowRight');
	await expect(tabs.last()).toBeFocused();
	await expect(tabs.last()).toHaveAttribute('aria-selected', 'true');
	await expect(text).toHaveAttribute('data-choice', '1');
	await expect(text).not.toHaveText(first!);
	await expect(
		playground.response.region.getByRole('tabpanel', { name: 'Choice 2' })
	).toBeVisible();
	await playground.response.plain.click();
	const second = await text.textContent();
	await playground.response.copy.click();
	await expect.poll(() => clipboardOf(page), 'Copy takes what is shown').toBe(second);
});

test('usage in words, and the whole message as the API sends it without streaming', async ({
	page,
	request,
	baseURL,
	playground,
}) => {
	const message = 'What is a frame?';
	await runWith(playground, '', message);
	await expect(playground.response.region.getByRole('region', { name: 'Usage' })).toContainText(
		/^Usage\d+ prompt tokens, \d+ completion tokens, \d+ in all/
	);
	await playground.response.openWholeMessage();
	const shown = await playground.response.wholeMessage.textContent();
	const answer = await request.post(`${baseURL}/v1/chat/completions`, {
		data: { model: 'vllm-primary', messages: [{ role: 'user', content: message }] },
	});
	// What an answer does not have, it says only where it is not streamed.
	const sent = JSON.parse(await answer.text(), (name, value: unknown) =>
		name === 'refusal' || name === 'annotations' ? undefined : value
	) as Record<string, unknown>;
	expect(JSON.parse(shown!)).toMatchObject(sent);
	await page.getByRole('button', { name: 'Copy the whole message' }).click();
	await expect.poll(() => clipboardOf(page)).toBe(shown);
});

test('the ending names its frame, links to the page, and says that something buffers', async ({
	playground,
}) => {
	await runWith(playground, 'error-midway;after=4');
	const ending = playground.ending.root;
	await expect(ending.getByRole('link', { name: 'What this means' })).toHaveAttribute(
		'href',
		'/errors/#after-the-first-byte'
	);
	await expect(ending.getByRole('button', { name: /^Show frame \d+$/ })).toBeVisible();
	await runWith(playground, 'burst');
	await expect(ending).toContainText('something between you and the model buffers');
});

test('smooth display: the delay is shown, and in the end the text is whole', async ({
	playground,
}) => {
	await playground.open('/smooth-display/');
	const { delay } = playground.response;
	await playground.response.pace.selectOption('at a steady pace');
	await playground.response.plain.click();
	await playground.ask('Tell me a story');
	await expect(delay).toHaveText(/^[\d.]+ m?s behind$/);
	await expect(playground.ending.status).toContainText('Complete');
	await expect(delay).toHaveText(/^at most [\d.]+ m?s behind$/);
	await playground.response.openWholeMessage();
	const json = playground.response.wholeMessage;
	const { choices } = JSON.parse((await json.textContent())!);
	await expect.poll(() => playground.response.text.textContent()).toBe(choices[0].message.content);
});

test('smooth display is off if reduced motion is preferred', async ({ page, playground }) => {
	await page.emulateMedia({ reducedMotion: 'reduce' });
	await playground.open();
	await playground.response.pace.selectOption('by sentence');
	await expect(playground.response.delay).toContainText('your system asks for less motion');
});
